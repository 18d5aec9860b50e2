import { CLOSING_DAYS_MAX, LIFE_DAYS_MAX, type World } from '../world/create-world.ts';
import { DAY_MS, HOUR_MS } from '../world/days.ts';
import { knownAt, type Order } from '../world/order.ts';
import { type OrderState, stateAt } from '../world/order-state.ts';
import type { Mirror } from './mirror.ts';
import { type Bound, type Field, readBounds, readFilters } from './read-order-query.ts';

export type OrderQuery = Record<string, string | undefined>;

/** The search reaches so far back (API document 6.1). */
const HORIZON_MS = 366 * 24 * HOUR_MS;
/** Answers kept, so that the pages of a walk do not each begin from nothing. */
const KEPT_MAX = 32;
/** How many days before an instant the orders are filed under that it may concern. */
const LOOK_BACK_DAYS = { date_created: 1, date_closed: CLOSING_DAYS_MAX, date_last_updated: LIFE_DAYS_MAX };

/** What a search found: numbers alone, so that a wide one holds no orders. */
interface Found {
  ids: Float64Array;
  version: number;
  /** It holds from this instant on, */
  from: number;
  /** and until before this one: the next at which something happens to any order that was looked at. */
  until: number;
}

/**
 * Finds orders by one search, the numbers of all its pages in order. Bounds count by the hour only, so orders of the bounds' own hours
 * leak in (API document 6.1). Asked again for another page it remembers, until something happens or the world is changed.
 */
export function createOrderFinder({ now }: Mirror): (world: World, query: OrderQuery) => Float64Array {
  const kept = new Map<string, Found>();
  return (world, query) => {
    const { limit: _limit, offset: _offset, ...rest } = query;
    const key = JSON.stringify([world.seller.id, rest]);
    const at = now();
    const known = kept.get(key);
    if (known && known.version === world.version() && at >= known.from && at < known.until) return known.ids;
    const found = findOrders({ world, at, query: rest });
    kept.delete(key);
    kept.set(key, found);
    for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - KEPT_MAX))) kept.delete(oldest);
    return found.ids;
  };
}

function findOrders({ world, at, query }: { world: World; at: number; query: OrderQuery }): Found {
  const bounds = readBounds(query);
  const wanted = readFilters(query);
  const lowest = Math.max(
    at - HORIZON_MS - DAY_MS,
    ...bounds.map(({ field, from }) => from - LOOK_BACK_DAYS[field] * DAY_MS),
  );
  // An hour more than is there yet, so that what is found may hold so long.
  const highest = Math.min(at + HOUR_MS, ...bounds.map((bound) => bound.to));
  const ids: number[] = [];
  const sortKeys: number[] = [];
  let until = at + HOUR_MS;
  for (const order of lowest > highest ? [] : world.ordersBetween(lowest, highest, 0)) {
    until = Math.min(until, nextTurn(order, at));
    if (order.visibleAt > at || order.createdAt < at - HORIZON_MS || !isCreatedWithin(order, bounds)) continue;
    const state = stateAt(order, at);
    if (!isInside(order, state, bounds) || !wanted(order, state)) continue;
    ids.push(order.id);
    sortKeys.push(state.closedAt ?? order.createdAt);
  }
  const sign = query.sort === 'date_desc' ? -1 : 1;
  const places = Uint32Array.from(ids.keys());
  const compare = (values: readonly number[], one: number, other: number) => (values[one] ?? 0) - (values[other] ?? 0);
  places.sort((one, other) => sign * (compare(sortKeys, one, other) || compare(ids, one, other)));
  const sorted = Float64Array.from(places, (place) => ids[place] ?? 0);
  return { ids: sorted, version: world.version(), from: at, until };
}

/** When the order is next another one: it appears, something happens to it, or it lies beyond the horizon. */
function nextTurn(order: Order, at: number): number {
  if (order.visibleAt > at) return order.visibleAt;
  const leaves = order.createdAt + HORIZON_MS + 1;
  const event = order.events.find((one) => knownAt(one) > at);
  return Math.min(event ? knownAt(event) : Number.POSITIVE_INFINITY, leaves > at ? leaves : Number.POSITIVE_INFINITY);
}

/** What can be told without working out how the order stands. */
function isCreatedWithin({ createdAt }: Order, bounds: readonly Bound[]): boolean {
  return bounds.every(({ field, from, to }) => field !== 'date_created' || (createdAt >= from && createdAt < to));
}

function isInside(order: Order, state: OrderState, bounds: readonly Bound[]): boolean {
  return bounds.every(({ field, from, to }) => {
    const instant = instantOf(order, state, field);
    return instant !== null && instant >= from && instant < to;
  });
}

function instantOf(order: Order, state: OrderState, field: Field): number | null {
  if (field === 'date_created') return order.createdAt;
  return field === 'date_closed' ? state.closedAt : state.lastUpdated;
}
