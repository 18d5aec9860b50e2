import { DAY_MS, type Day, dayOf, dayOfNumber, plusDays } from './days.ts';
import type { Listing } from './listing.ts';
import { makeAddedSale } from './make-added-sale.ts';
import { makeDayOrders } from './make-day-orders.ts';
import { makeListings } from './make-listings.ts';
import type { Mutation } from './mutation.ts';
import { dayNumberOfOrder, dayNumberOfPack, dayNumberOfShipment } from './numbers.ts';
import { addEvent, type Order } from './order.ts';
import { makeSpecialOrders } from './special/make-special-orders.ts';

export interface WorldShape {
  seed: string;
  /** The local day that the world is built around. */
  anchorDay: Day;
  listings: number;
  /** Everyday sales on an average day; special cases come on top. */
  ordersPerDay: number;
  /** Nothing was sold earlier than so many days before the anchor day. */
  historyDays: number;
}

export interface World {
  seller: { id: string; nickname: string };
  listings: readonly Listing[];
  findListing(id: string): Listing | null;
  /** The orders filed under a local day; they are created on it, or within a day of it. */
  ordersOfDay(day: Day): readonly Order[];
  /** Every order that may have been created, closed or changed between two instants, and more. */
  ordersBetween(from: number, to: number): Order[];
  findOrder(id: number): Order | null;
  ordersOfShipment(id: number): Order[];
  ordersOfPack(id: number): Order[];
  apply(mutation: Mutation): void;
  /** Counts the mutations, so that whoever remembers an answer knows when it is old. */
  version(): number;
}

/** An order's last change comes at most so long after its creation, unless it is changed from outside. */
const LIFE_DAYS_MAX = 30;
/** No world is asked for more; a number far in the future must not make it lay out days. */
const FUTURE_DAYS_MAX = 3660;
/** Days since 1970 that order numbers may name; sales added from outside may lie beside the generated ones. */
const DAYS_MAX = 100_000;

/** The world of one seller: a function of its shape and the mutations. */
export function createWorld(shape: WorldShape, mutations: readonly Mutation[]): World {
  const { seed, anchorDay, historyDays } = shape;
  const listings = makeListings({ seed, anchorDay, count: shape.listings, historyDays });
  const byId = new Map(listings.map((listing) => [listing.id, listing]));
  const firstDay = plusDays(anchorDay, -historyDays);
  const lastDay = plusDays(anchorDay, FUTURE_DAYS_MAX);
  const days = new Map<Day, readonly Order[]>();
  // Orders changed from outside may be older than any that changes by itself.
  const changed = new Set<Order>();
  let version = 0;

  const ordersOfDay = (day: Day): readonly Order[] => {
    const known = days.get(day);
    if (known) return known;
    if (listings.length === 0 || day < firstDay || day > lastDay) return [];
    const everyday = makeDayOrders(day, { seed, listings, perDay: shape.ordersPerDay });
    const made = [...everyday, ...makeSpecialOrders(day, { listings, anchorDay })];
    days.set(day, made);
    return made;
  };
  const near = (number: number): Order[] => {
    // A number that nobody gave out may lie on no day that the calendar has.
    if (!(number > 0 && number < DAYS_MAX)) return [];
    return [number - 1, number, number + 1].flatMap((one) => ordersOfDay(dayOfNumber(one)));
  };

  const world: World = {
    seller: { id: '2345678901', nickname: 'CASAVERDE.SIMULADA' },
    listings,
    findListing: (id) => byId.get(id) ?? null,
    ordersOfDay,
    ordersBetween(from, to) {
      const found = new Set<Order>(changed);
      const last = dayOf(to + DAY_MS);
      for (let day = dayOf(from - LIFE_DAYS_MAX * DAY_MS); day <= last; day = plusDays(day, 1)) {
        for (const order of ordersOfDay(day)) found.add(order);
      }
      return [...found];
    },
    findOrder: (id) => near(dayNumberOfOrder(id)).find((order) => order.id === id) ?? null,
    ordersOfShipment: (id) => near(dayNumberOfShipment(id)).filter((order) => order.shipmentId === id),
    ordersOfPack: (id) => near(dayNumberOfPack(id)).filter((order) => order.packId === id),
    apply(mutation) {
      version += 1;
      if (mutation.kind === 'sale') {
        const day = dayOf(mutation.at);
        const order = makeAddedSale(day, world.findListing(mutation.listingId), mutation);
        days.set(day, [...ordersOfDay(day), order]);
        changed.add(order);
        return;
      }
      const order = world.findOrder(mutation.orderId);
      if (!order) throw new Error(`there is no order ${mutation.orderId}`);
      addEvent(order, mutation.event);
      changed.add(order);
    },
    version: () => version,
  };
  for (const mutation of mutations) world.apply(mutation);
  return world;
}
