import type { FastifyInstance } from 'fastify';
import { HOUR_MS } from '../world/days.ts';
import { type Order, stateAt } from '../world/order.ts';
import { type Mirror, requireCaller } from './mirror.ts';
import { orderBody } from './order-body.ts';
import { refuse } from './refusals.ts';

const LIMIT_MAX = 51;
const OFFSET_MAX = 10_000;
const FIELDS = ['date_closed', 'date_last_updated', 'date_created'] as const;
type Field = (typeof FIELDS)[number];

/** Orders by search and one by one (API document 6.1, 6.2). */
export function orderRoutes(server: FastifyInstance, mirror: Mirror): void {
  const { world, now } = mirror;

  server.get<{ Querystring: Record<string, string | undefined> }>('/orders/search', async (request) => {
    const caller = requireCaller(mirror, request);
    if (request.query.seller !== caller) throw refuse.notOwned();
    const limit = Number(request.query.limit ?? 50);
    const offset = Number(request.query.offset ?? 0);
    if (!(limit <= LIMIT_MAX)) throw refuse.badRequest('Limit must be a lower or equal than 51');
    if (!(offset < OFFSET_MAX)) throw refuse.badRequest('Limit must be a lower than 10000');
    const found = findOrders(mirror, request.query);
    return {
      query: '',
      results: found.slice(offset, offset + limit).map((order) => orderBody(order, world.seller.id, now())),
      sort: { id: 'date_asc', name: 'Date ascending' },
      available_sorts: [{ id: 'date_desc', name: 'Date descending' }],
      filters: [],
      paging: { total: found.length, offset, limit },
      display: 'complete',
    };
  });

  server.get<{ Params: { id: string } }>('/orders/:id', async (request) => {
    const caller = requireCaller(mirror, request);
    const order = world.findOrder(Number(request.params.id));
    if (!order || order.createdAt > now()) throw refuse.orderNotFound();
    if (caller !== world.seller.id) throw refuse.notOwned();
    return orderBody(order, world.seller.id, now());
  });
}

/** Bounds count by the hour only, so orders of the bounds' own hours leak in (API document 6.1). */
function findOrders({ world, now }: Mirror, query: Record<string, string | undefined>): Order[] {
  const at = now();
  const bounds = FIELDS.flatMap((field) => {
    const from = query[`order.${field}.from`];
    const to = query[`order.${field}.to`];
    return from === undefined && to === undefined ? [] : [{ field, from: hourOf(from), to: hourOf(to) }];
  });
  const lowest = Math.max(at - 365 * 24 * HOUR_MS, ...bounds.map((bound) => bound.from ?? 0));
  const highest = Math.min(at, ...bounds.map((bound) => (bound.to ?? at) + HOUR_MS));
  const statuses = query['order.status']?.split(',');
  const found = world.ordersBetween(lowest, highest).filter((order) => {
    if (order.createdAt > at) return false;
    const state = stateAt(order, at);
    if (statuses && !statuses.includes(state.status)) return false;
    return bounds.every(({ field, from, to }) => {
      const instant = instantOf(order, field, at);
      return instant !== null && (from === null || instant >= from) && (to === null || instant < to + HOUR_MS);
    });
  });
  const direction = query.sort === 'date_desc' ? -1 : 1;
  const key = (order: Order) => stateAt(order, at).closedAt ?? order.createdAt;
  return found.sort((one, other) => direction * (key(one) - key(other)) || one.id - other.id);
}

function instantOf(order: Order, field: Field, at: number): number | null {
  if (field === 'date_created') return order.createdAt;
  const state = stateAt(order, at);
  return field === 'date_closed' ? state.closedAt : state.lastUpdated;
}

function hourOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const instant = Date.parse(text);
  if (Number.isNaN(instant)) throw refuse.badRequest(`Invalid date format: ${text}`);
  return Math.floor(instant / HOUR_MS) * HOUR_MS;
}
