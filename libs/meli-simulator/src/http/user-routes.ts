import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Mirror, requireCaller } from './mirror.ts';
import { refuse } from './refusals.ts';
import { orderTime } from './timestamps.ts';

const Search = z.object({
  limit: z.coerce.number().int().min(1).default(50),
  offset: z.coerce.number().int().min(0).default(0),
  search_type: z.string().optional(),
  scroll_id: z.string().optional(),
});

const LIMIT_MAX = 100;
const WINDOW = 1000;
const CURSOR_MS = 5 * 60_000;

/** The seller and the discovery of listings (API document 2 and 3). */
export function userRoutes(server: FastifyInstance, mirror: Mirror): void {
  const { world, now } = mirror;
  const cursors = new Map<string, { position: number; expiresAt: number }>();

  const me = () => ({
    id: Number(world.seller.id),
    nickname: world.seller.nickname,
    registration_date: orderTime(Date.UTC(2019, 2, 14, 14, 22, 31)),
    first_name: 'Helena',
    last_name: 'Prado',
    country_id: 'BR',
    email: 'contato@casaverde.example',
    site_id: 'MLB',
    user_type: 'normal',
    tags: ['normal', 'user_product_seller'],
    seller_experience: 'ADVANCED',
    status: { site_status: 'active', list: { allow: true, codes: [] } },
  });
  server.get('/users/me', async (request) => {
    requireCaller(mirror, request);
    return me();
  });
  server.get<{ Params: { id: string } }>('/users/:id', async (request) => {
    const caller = requireCaller(mirror, request);
    if (request.params.id !== world.seller.id) throw refuse.notFound('User not found');
    if (caller === world.seller.id) return me();
    return {
      id: Number(world.seller.id),
      nickname: world.seller.nickname,
      country_id: 'BR',
      site_id: 'MLB',
      user_type: 'normal',
    };
  });

  server.get<{ Params: { id: string } }>('/users/:id/items/search', async (request) => {
    if (requireCaller(mirror, request) !== request.params.id) throw refuse.accessDenied();
    const asked = Search.safeParse(request.query);
    if (!asked.success || asked.data.limit > LIMIT_MAX) throw refuse.badRequest('Invalid limit and offset values');
    const { limit, offset, search_type, scroll_id } = asked.data;
    const ids = world.listings.filter((listing) => listing.createdAt <= now()).map((listing) => listing.id);
    const base = {
      seller_id: world.seller.id,
      query: null,
      orders: [{ id: 'stop_time_asc', name: 'Order by stop time ascending' }],
      available_orders: [{ id: 'stop_time_desc', name: 'Order by stop time descending' }],
    };
    if (search_type !== 'scan') {
      if (offset + limit > WINDOW) throw refuse.badRequest('Invalid limit and offset values');
      return { ...base, paging: { limit, offset, total: ids.length }, results: ids.slice(offset, offset + limit) };
    }
    const cursor =
      scroll_id === undefined ? { position: 0, expiresAt: Number.POSITIVE_INFINITY } : cursors.get(scroll_id);
    if (!cursor || cursor.expiresAt < now()) throw refuse.badRequest('Invalid scroll_id');
    const results = ids.slice(cursor.position, cursor.position + limit);
    const next = randomBytes(24).toString('base64url');
    cursors.set(next, { position: cursor.position + results.length, expiresAt: now() + CURSOR_MS });
    return { ...base, paging: { limit, total: ids.length }, scroll_id: next, results };
  });
}
