import type { FastifyInstance } from 'fastify';
import type { World } from '../world/create-world.ts';
import { NEIGHBOUR } from '../world/neighbour.ts';
import type { Order } from '../world/order.ts';
import { createOrderFinder, type OrderQuery } from './find-orders.ts';
import { type ById, type Mirror, requireCaller } from './mirror.ts';
import { orderBody, searchRow } from './order-body.ts';
import { refuse } from './refusals.ts';

const LIMIT_MAX = 51;
const OFFSET_MAX = 10_000;

const SORTS = [
  { id: 'date_asc', name: 'Date ascending' },
  { id: 'date_desc', name: 'Date descending' },
];

/** Orders by search and one by one (API document 6.1, 6.2). */
export function orderRoutes(server: FastifyInstance, mirror: Mirror): void {
  const { now } = mirror;
  const find = createOrderFinder(mirror);

  server.get<{ Querystring: OrderQuery }>('/orders/search', async (request) => {
    const world = requireCaller(mirror, request);
    const { seller, sort: sortId = 'date_asc' } = request.query;
    if (seller === undefined) throw refuse.badRequest('seller is required');
    if (seller !== world.seller.id) throw refuse.orderForbidden();
    const { limit, offset } = readPage(request.query);
    const found = find(world, request.query);
    const sort = SORTS.find((one) => one.id === sortId) ?? SORTS[0];
    return {
      query: request.query.q ?? '',
      results: Array.from(found.subarray(offset, offset + limit)).flatMap((id) => {
        const order = world.findOrder(id);
        return order ? [searchRow(order, world.seller, now())] : [];
      }),
      sort,
      available_sorts: SORTS.filter((one) => one !== sort),
      filters: [],
      paging: { total: found.length, offset, limit },
      display: 'complete',
    };
  });

  server.get<ById>('/orders/:id', async (request) => {
    const world = requireCaller(mirror, request);
    return orderBody(requireOrder(mirror, request.params.id, world), world.seller, now());
  });

  server.get<ById>('/orders/:id/shipments', async (request, reply) => {
    const order = requireOrder(mirror, request.params.id, requireCaller(mirror, request));
    reply.header('X-New-Domain', 'true');
    if (order.shipmentId === null) return reply.code(204).send();
    return [{ id: order.shipmentId, type: 'forward' }];
  });
}

function requireOrder({ market, now }: Mirror, id: string, world: World): Order {
  if (!/^\d{1,16}$/.test(id)) throw refuse.badRequest(`Invalid order id: ${id}`, 'invalid_order_id');
  if (Number(id) === NEIGHBOUR.orderId) throw refuse.orderForbidden();
  const owner = market.ownerOfOrder(Number(id));
  const order = owner?.findOrder(Number(id));
  if (!order || order.visibleAt > now()) throw refuse.orderNotFound(id);
  if (owner !== world) throw refuse.orderForbidden();
  return order;
}

/** Both texts say Limit, as they do there. */
function readPage(query: OrderQuery): { limit: number; offset: number } {
  const limit = Number(query.limit ?? 50);
  const offset = Number(query.offset ?? 0);
  if (!Number.isInteger(limit) || limit < 0 || !Number.isInteger(offset) || offset < 0) {
    throw refuse.badRequest('Invalid limit and offset values');
  }
  const tooMuch = (most: number) =>
    refuse.badRequest(`Limit must be a lower or equal than ${most}`, 'limit.maximum_exceeded');
  if (limit > LIMIT_MAX) throw tooMuch(LIMIT_MAX);
  if (offset >= OFFSET_MAX) throw tooMuch(OFFSET_MAX);
  return { limit, offset };
}
