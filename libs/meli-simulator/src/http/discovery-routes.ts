import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Listing, statusAt } from '../world/listing.ts';
import { type ById, type Mirror, requireCaller } from './mirror.ts';
import { refuse } from './refusals.ts';
import { readCursor, writeCursor } from './scan-cursor.ts';
import { listingOrders, sortListings } from './sort-listings.ts';

const LIMIT_MAX = 100;
const WINDOW = 1000;

const Search = z.object({
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(50),
  offset: z.coerce.number().int().min(0).optional(),
  search_type: z.string().optional(),
  scroll_id: z.string().optional(),
  status: z.string().optional(),
  sku: z.string().optional(),
  seller_sku: z.string().optional(),
  user_product_id: z.string().optional(),
  orders: z.string().optional(),
});
type Search = z.infer<typeof Search>;

/** Every listing of the seller by id: by offset within the first thousand, else by scan (API document 3). */
export function discoveryRoutes(server: FastifyInstance, mirror: Mirror): void {
  const { now } = mirror;

  server.get<ById>('/users/:id/items/search', async (request) => {
    const world = requireCaller(mirror, request);
    if (world.seller.id !== request.params.id) throw refuse.accessDenied();
    const asked = Search.safeParse(request.query);
    if (!asked.success) throw refuse.badRequest('Invalid limit and offset values');
    const search = asked.data;
    const found = world.listings.filter((listing) => matches(listing, search, now()));
    const base = { seller_id: world.seller.id, query: null };
    if (search.search_type === 'scan') return { ...base, ...scan(found, search, now()) };

    const { limit, offset = 0 } = search;
    if (offset + limit > WINDOW) throw refuse.badRequest('Invalid limit and offset values');
    const sorted = sortListings(found, search.orders, now());
    return {
      ...base,
      paging: { limit, offset, total: found.length },
      results: sorted.slice(offset, offset + limit).map((listing) => listing.id),
      ...listingOrders(search.orders),
    };
  });
}

/** Without a filter every listing comes, paused and closed ones included. */
function matches(listing: Listing, search: Search, at: number): boolean {
  if (listing.createdAt > at) return false;
  if (search.status !== undefined && statusAt(listing, at) !== search.status) return false;
  // `sku` means a field that no listing of this world fills.
  if (search.sku !== undefined) return false;
  if (search.seller_sku !== undefined && listing.sku !== search.seller_sku) return false;
  return search.user_product_id === undefined || search.user_product_id.split(',').includes(listing.userProductId);
}

/** One page of a scan; the closing page is empty and still names a cursor. */
function scan(found: readonly Listing[], { limit, offset, scroll_id }: Search, at: number) {
  if (offset !== undefined) throw refuse.badRequest('offset is not allowed with search_type scan');
  const after = scroll_id === undefined ? '' : readCursor(scroll_id, at);
  if (after === null) throw refuse.badRequest('Invalid scroll_id');
  // By id, as they come, so that a listing that is made or changed meanwhile moves no other.
  const rest = found.filter((listing) => listing.id > after);
  const results = rest.slice(0, limit).map((listing) => listing.id);
  return {
    paging: { limit, total: found.length },
    scroll_id: writeCursor(results.at(-1) ?? after, at),
    results,
    orders: [],
    available_orders: [],
  };
}
