import type { FastifyInstance } from 'fastify';
import type { Listing } from '../world/listing.ts';
import { clipAt, statusAt } from '../world/listing.ts';
import { itemBody, priceBody, project } from './item-body.ts';
import { type Mirror, requireCaller } from './mirror.ts';
import { refuse } from './refusals.ts';
import { itemTime } from './timestamps.ts';

const IDS_MAX = 20;

/** Listings one by one and twenty at a time, their price and their quality (API document 4). */
export function itemRoutes(server: FastifyInstance, mirror: Mirror): void {
  const { world, now } = mirror;
  const find = (id: string): Listing => {
    const listing = world.findListing(id);
    if (!listing || listing.createdAt > now()) throw refuse.notFound(`Item with id ${id} not found`);
    return listing;
  };

  server.get<{ Querystring: { ids?: string; attributes?: string } }>('/items/bulk', async (request) => {
    const caller = requireCaller(mirror, request);
    const ids = (request.query.ids ?? '').split(',').filter((id) => id !== '');
    if (ids.length === 0) throw refuse.badRequest('ids is required');
    if (ids.length > IDS_MAX) throw refuse.badRequest('The maximum number of ids is 20');
    const fields =
      request.query.attributes?.split(',').flatMap((path) => (path.startsWith('body.') ? path.slice(5) : [])) ?? null;
    return ids.map((id) => {
      const listing = world.findListing(id);
      if (!listing || listing.createdAt > now()) {
        const error = { message: `Item with id ${id} not found`, error: 'not_found', status: 404, cause: [] };
        return { id, status_code: 404, error };
      }
      if (caller !== world.seller.id) return { id, status_code: 403, error: refuse.accessDenied().body };
      return { id, status_code: 200, body: project(itemBody(listing, world.seller.id, now()), fields) };
    });
  });

  server.get<{ Params: { id: string } }>('/items/:id', async (request) => {
    const caller = requireCaller(mirror, request);
    const listing = find(request.params.id);
    if (caller !== world.seller.id) throw refuse.accessDenied();
    return itemBody(listing, world.seller.id, now());
  });

  server.get<{ Params: { id: string } }>('/items/:id/sale_price', async (request) => {
    const caller = requireCaller(mirror, request);
    const listing = find(request.params.id);
    if (caller !== world.seller.id) throw refuse.salePriceDenied();
    return priceBody(listing, now());
  });

  server.get<{ Params: { id: string } }>('/item/:id/performance', async (request) => {
    requireCaller(mirror, request);
    const listing = find(request.params.id);
    if (statusAt(listing, now()) !== 'active') {
      throw refuse.badRequest('Entity not calculated: Only status active is supported');
    }
    if (listing.isCatalog) throw refuse.badRequest('Entity not calculated: Product items are not supported');
    return performanceBody(listing, now());
  });
}

function performanceBody(listing: Listing, at: number) {
  const clip = clipAt(listing, at);
  if (clip === 'not found') throw refuse.notFound('Not found item performance');
  const calculated_at = itemTime(at);
  const rule = (key: string, isDone: boolean) => ({
    key,
    status: isDone ? 'COMPLETED' : 'PENDING',
    progress: isDone ? 1 : 0,
    mode: 'OPPORTUNITY',
    calculated_at,
    wordings: { title: key, label: key, link: 'https://www.mercadolivre.com.br/anuncios' },
  });
  const variable = (key: string, rules: ReturnType<typeof rule>[]) => ({
    key,
    status: 'PENDING',
    score: 50,
    calculated_at,
    title: key,
    rules,
  });
  const variables = [variable('UP_PICTURES', [rule('UP_PICTURES_QUANTITY_MIN', true)])];
  if (clip !== 'rule absent') variables.push(variable('UP_SHORTS', [rule('UP_HAS_SHORTS', clip === 'yes')]));
  return {
    entity_type: listing.userProductId ? 'USER_PRODUCT' : 'ITEM',
    entity_id: listing.userProductId ?? listing.id,
    score: 72,
    level: 'medium',
    level_wording: 'Satisfatória',
    calculated_at,
    buckets: [
      {
        key: 'CHARACTERISTICS',
        type: 'OPPORTUNITY',
        status: 'PENDING',
        score: 72,
        title: 'Qualidade',
        calculated_at,
        variables,
      },
    ],
  };
}
