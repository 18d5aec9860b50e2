import type { World } from '../world/create-world.ts';
import { HOUR_MS } from '../world/days.ts';
import type { Order } from '../world/order.ts';
import { type OrderState, stateAt } from '../world/order-state.ts';
import type { Mirror } from './mirror.ts';
import { refuse } from './refusals.ts';

const FIELDS = ['date_closed', 'date_last_updated', 'date_created'] as const;
type Field = (typeof FIELDS)[number];
export type OrderQuery = Record<string, string | undefined>;

/** The search reaches so far back (API document 6.1). */
const HORIZON_MS = 366 * 24 * HOUR_MS;
/** Answers kept, so that the pages of a walk do not each begin from nothing. */
const KEPT_MAX = 8;

/**
 * Finds orders by one search. Bounds count by the hour only, so orders of the bounds' own hours leak in (API document 6.1).
 * Asked again at the same instant for another page, it remembers; at a later instant or after a change it looks anew.
 */
export function createOrderFinder({ now }: Mirror): (world: World, query: OrderQuery) => readonly Order[] {
  const kept = new Map<string, readonly Order[]>();
  return (world, query) => {
    const { limit: _limit, offset: _offset, ...rest } = query;
    const key = JSON.stringify([world.seller.id, world.version(), now(), rest]);
    const known = kept.get(key);
    if (known) return known;
    const found = findOrders({ world, at: now(), query: rest });
    kept.set(key, found);
    for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - KEPT_MAX))) kept.delete(oldest);
    return found;
  };
}

function findOrders({ world, at, query }: { world: World; at: number; query: OrderQuery }): Order[] {
  const bounds = FIELDS.flatMap((field) => {
    const from = hourOf(query[`order.${field}.from`]);
    const to = hourOf(query[`order.${field}.to`]);
    return from === null && to === null ? [] : [{ field, from: from ?? 0, to: (to ?? at) + HOUR_MS }];
  });
  const lowest = Math.max(at - HORIZON_MS, ...bounds.map((bound) => bound.from));
  const highest = Math.min(at, ...bounds.map((bound) => bound.to));
  if (lowest > highest) return [];
  const wanted = readFilters(query);
  const found = [...world.ordersBetween(lowest, highest)].flatMap((order) => {
    if (order.visibleAt > at || order.createdAt < at - HORIZON_MS) return [];
    const state = stateAt(order, at);
    const isInside = bounds.every(({ field, from, to }) => {
      const instant = instantOf(order, state, field);
      return instant !== null && instant >= from && instant < to;
    });
    return isInside && wanted(order, state) ? [{ order, sortKey: state.closedAt ?? order.createdAt }] : [];
  });
  const sign = query.sort === 'date_desc' ? -1 : 1;
  found.sort((one, other) => sign * (one.sortKey - other.sortKey || one.order.id - other.order.id));
  return found.map(({ order }) => order);
}

/** `paid` does not mean `partially_refunded`; `q` means an order, a listing or a part of a title. */
function readFilters(query: OrderQuery): (order: Order, state: OrderState) => boolean {
  const statuses = query['order.status']?.split(',');
  const { q, item } = query;
  return (order, state) => {
    if (statuses && !statuses.includes(state.status)) return false;
    if (item !== undefined && !order.lines.some((line) => line.listingId === item)) return false;
    if (q === undefined || q === '') return true;
    const words = [String(order.id), ...order.lines.flatMap((line) => [line.listingId, line.title.toLowerCase()])];
    return words.some((word) => word.includes(q.toLowerCase()) || word === q);
  };
}

function instantOf(order: Order, state: OrderState, field: Field): number | null {
  if (field === 'date_created') return order.createdAt;
  return field === 'date_closed' ? state.closedAt : state.lastUpdated;
}

/** Minutes and seconds of a bound are dropped. */
function hourOf(text: string | undefined): number | null {
  if (text === undefined || text === '') return null;
  const instant = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  if (Number.isNaN(instant)) throw refuse.badRequest(`Invalid date format: ${text}`);
  return Math.floor(instant / HOUR_MS) * HOUR_MS;
}
