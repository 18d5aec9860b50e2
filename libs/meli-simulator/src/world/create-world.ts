import { DAY_MS, type Day, dayOf, dayOfNumber, plusDays } from './days.ts';
import type { Listing } from './listing.ts';
import {
  dayNumberOfOrder,
  dayNumberOfPack,
  dayNumberOfShipment,
  makeDayOrders,
  makeLine,
  makeOrder,
} from './make-day-orders.ts';
import { makeListings } from './make-listings.ts';
import { makeSpecialOrders } from './make-special-orders.ts';
import type { Order, OrderEvent } from './order.ts';

export interface WorldShape {
  listings: number;
  ordersPerDay: number;
}

/** What was done to the world from outside; kept, so that it is there again after a restart. */
export type Mutation =
  | { kind: 'sale'; at: number; listingId: string; quantity: number; sequence: number }
  | { kind: 'event'; orderId: number; event: OrderEvent };

export interface World {
  seller: { id: string; nickname: string };
  listings: readonly Listing[];
  findListing(id: string): Listing | null;
  /** The orders created on a local day, whatever the instant. */
  ordersOfDay(day: Day): readonly Order[];
  /** Orders that may have been closed or changed between two instants. */
  ordersBetween(from: number, to: number): Order[];
  findOrder(id: number): Order | null;
  ordersOfShipment(id: number): Order[];
  ordersOfPack(id: number): Order[];
  apply(mutation: Mutation): void;
}

/** An order's last change comes at most so long after its creation. */
const LIFE_DAYS_MAX = 45;
const SALE_FIRST = 90_000;

/** The world of one seller: a function of seed, anchor day and mutations. */
export function createWorld({
  seed,
  anchorDay,
  shape,
  mutations,
}: {
  seed: string;
  anchorDay: Day;
  shape: WorldShape;
  mutations: readonly Mutation[];
}): World {
  const listings = makeListings({ seed, anchorDay, count: shape.listings });
  const byId = new Map(listings.map((listing) => [listing.id, listing]));
  const days = new Map<Day, Order[]>();
  // Orders that were changed from outside may be older than any that changes by itself.
  const changed = new Set<Order>();

  const ordersOfDay = (day: Day): Order[] => {
    const known = days.get(day);
    if (known) return known;
    const made =
      listings.length === 0
        ? []
        : [...makeDayOrders(day, { seed, listings, perDay: shape.ordersPerDay }), ...makeSpecialOrders(day, listings)];
    days.set(day, made);
    return made;
  };
  const near = (number: number) => [number - 1, number, number + 1].flatMap((one) => ordersOfDay(dayOfNumber(one)));

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
      if (mutation.kind === 'event') {
        const order = world.findOrder(mutation.orderId);
        if (!order) throw new Error(`there is no order ${mutation.orderId}`);
        order.events.push(mutation.event);
        changed.add(order);
        return;
      }
      const listing = byId.get(mutation.listingId);
      if (!listing) throw new Error(`there is no listing ${mutation.listingId}`);
      const day = dayOf(mutation.at);
      ordersOfDay(day).push(
        makeOrder(day, SALE_FIRST + mutation.sequence, {
          at: mutation.at,
          lines: [makeLine(listing, { at: mutation.at, quantity: mutation.quantity })],
          freight_cents: 1290,
        }),
      );
    },
  };
  for (const mutation of mutations) world.apply(mutation);
  return world;
}
