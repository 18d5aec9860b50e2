import type { FastifyInstance } from 'fastify';
import type { World } from '../world/create-world.ts';
import { type Listing, statusAt } from '../world/listing.ts';
import { clipAt } from '../world/listing-changes.ts';
import { NEIGHBOUR } from '../world/neighbour.ts';
import { itemBody } from './item-body.ts';
import { type ById, type Mirror, requireCaller } from './mirror.ts';
import { performanceBody } from './performance-body.ts';
import { projectFields, readAttributes } from './project-fields.ts';
import { type Refusal, refuse } from './refusals.ts';
import { salePriceBody } from './sale-price-body.ts';

/** One listing: itself, its price, its quality (API document 4.2, 4.3, 4.5). */
export function itemRoutes(server: FastifyInstance, mirror: Mirror): void {
  const { now } = mirror;

  server.get<ById & { Querystring: { attributes?: string } }>('/items/:id', async (request) => {
    const world = requireCaller(mirror, request);
    const listing = requireListing(mirror, request.params.id, { world, denied: refuse.accessDenied });
    const body = itemBody(listing, world.seller.id, now());
    const fields = readAttributes(request.query.attributes);
    return fields ? projectFields(body, fields) : body;
  });

  server.get<ById>('/items/:id/sale_price', async (request) => {
    const world = requireCaller(mirror, request);
    return salePriceBody(requireListing(mirror, request.params.id, { world, denied: refuse.salePriceDenied }), now());
  });

  server.get<ById>('/item/:id/performance', async (request) => {
    const world = requireCaller(mirror, request);
    const listing = requireListing(mirror, request.params.id, { world, denied: refuse.notTheOwner });
    if (statusAt(listing, now()) !== 'active') throw refuse.notCalculated('Only status active is supported');
    if (listing.isCatalog) throw refuse.notCalculated('Product items are not supported');
    if (clipAt(listing, now()) === 'not found') throw refuse.noPerformance();
    return performanceBody(listing, now());
  });
}

/** Who asks for a listing, and what they are told when it is another seller's or nobody's. */
export interface Claim {
  world: World;
  denied: () => Refusal;
  missing?: () => Refusal;
}

/**
 * A listing that exists by now and is the caller's own.
 * @throws Refusal 404, or what the claim says
 */
export function requireListing(
  { market, now }: Mirror,
  id: string,
  { world, denied, missing = () => refuse.itemNotFound(id) }: Claim,
): Listing {
  if (id === NEIGHBOUR.listingId) throw denied();
  const owner = market.ownerOfListing(id);
  const listing = owner?.findListing(id);
  if (!listing || listing.createdAt > now()) throw missing();
  if (owner !== world) throw denied();
  return listing;
}
