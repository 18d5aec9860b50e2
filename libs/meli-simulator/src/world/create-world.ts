import { DAY_MS, type Day, dayOf, dayOfNumber, plusDays } from './days.ts';
import { layOutDays } from './lay-out-days.ts';
import type { Listing } from './listing.ts';
import { makeAddedSale } from './make-added-sale.ts';
import { makeDayOrders } from './make-day-orders.ts';
import { makeListings } from './make-listings.ts';
import type { Mutation } from './mutation.ts';
import {
  ADDED_FIRST,
  DAYS_MAX,
  dayNumberOfOrder,
  dayNumberOfPack,
  dayNumberOfShipment,
  firstSequence,
  orderId,
} from './numbers.ts';
import type { Order } from './order.ts';
import type { SellerShape } from './seller-shape.ts';
import { makeSpecialOrders } from './special/make-special-orders.ts';
import { sumVisits } from './sum-visits.ts';

export interface WorldShape {
  seed: string;
  /** The local day that the world is built around. */
  anchorDay: Day;
  seller: SellerShape;
}

/** What belongs to one seller. */
export interface World {
  seller: SellerShape;
  /** In the order of their ids. */
  listings: readonly Listing[];
  findListing(id: string): Listing | null;
  /** The orders filed under a local day; they are created on it, or within a day of it. */
  ordersOfDay(day: Day): readonly Order[];
  /**
   * Every order that may have been created, closed or changed between two instants, and more: those of the days from `lookBack_days`
   * before on, as many as an order changes for when left out, and every order that was changed from outside. Days are laid out one
   * after the other, so that whoever keeps only some of the orders does not hold all of them.
   */
  ordersBetween(from: number, to: number, lookBack_days?: number): Iterable<Order>;
  findOrder(id: number): Order | null;
  ordersOfShipment(id: number): Order[];
  ordersOfPack(id: number): Order[];
  apply(mutation: Mutation): void;
  /** Counts the mutations, so that whoever remembers an answer knows when it is old. */
  version(): number;
  /** How many orders are in memory now. */
  heldOrders(): number;
  /** Visits of all listings on a day, as they stand at an instant. */
  accountVisitsAt(day: Day, at: number): number;
}

/** An order's last change comes at most so long after its creation, unless it is changed from outside. */
export const LIFE_DAYS_MAX = 30;
/** It is closed at most so long after the beginning of the day that it is filed under. */
export const CLOSING_DAYS_MAX = 4;
/** No world is asked for more; a number far in the future must not make it lay out days. */
const FUTURE_DAYS_MAX = 3660;

/** The world of one seller: a function of its shape and of what was done to it. */
export function createWorld({ seed: common, anchorDay, seller }: WorldShape): World {
  const first = firstSequence(seller.place);
  // The seller who was there before there were several keeps the bytes.
  const seed = seller.place === 0 ? common : `${common} ${seller.id}`;
  const listings = makeListings({ ...seller, seed, anchorDay, count: seller.listings });
  const byId = new Map(listings.map((listing) => [listing.id, listing]));
  const days = layOutDays((day) => generate(day, { seed, anchorDay, seller, listings }));
  const visits = sumVisits(listings);
  // Orders changed from outside may be older than any that changes by itself.
  const changed = new Set<number>();
  let version = 0;

  const dayOfOrder = (id: number) => dayNumbered(dayNumberOfOrder(id - first));
  const findOrder = (id: number) => days.find(dayOfOrder(id), id);
  const ordersNumbered = (number: number) => days.ordersOf(dayNumbered(number));

  return {
    seller,
    listings,
    findListing: (id) => byId.get(id) ?? null,
    ordersOfDay: days.ordersOf,
    *ordersBetween(from, to, lookBack_days = LIFE_DAYS_MAX) {
      for (const id of changed) {
        const order = findOrder(id);
        if (order) yield order;
      }
      const last = dayOf(to + DAY_MS);
      for (let day = dayOf(from - lookBack_days * DAY_MS); day <= last; day = plusDays(day, 1)) {
        for (const order of days.ordersOf(day)) if (!changed.has(order.id)) yield order;
      }
    },
    findOrder,
    ordersOfShipment: (id) =>
      ordersNumbered(dayNumberOfShipment(id - first)).filter((order) => order.shipmentId === id),
    ordersOfPack: (id) => ordersNumbered(dayNumberOfPack(id - first)).filter((order) => order.packId === id),
    apply(mutation) {
      if (mutation.kind === 'sale') {
        const listing = byId.get(mutation.listingId);
        if (!listing) throw new Error(`there is no listing ${mutation.listingId}`);
        const day = dayOf(mutation.at);
        days.add(day, () => makeAddedSale(day, listing, { sale: mutation, first }));
        changed.add(orderId(day, first + ADDED_FIRST + mutation.sequence));
      } else if (mutation.kind === 'listing') {
        changeListing(byId.get(mutation.listingId), mutation);
        // Later orders depend on what is on sale and at what price.
        days.letGoAll();
        visits.forget();
      } else {
        const day = dayOfOrder(mutation.orderId);
        if (!days.find(day, mutation.orderId)) throw new Error(`there is no order ${mutation.orderId}`);
        days.addEvent(day, mutation.orderId, mutation.event);
        changed.add(mutation.orderId);
      }
      version += 1;
    },
    version: () => version,
    heldOrders: days.heldOrders,
    accountVisitsAt: visits.at,
  };
}

/** A number that nobody gave out may lie on no day that the calendar has; it then means one on which nothing was sold. */
const dayNumbered = (number: number): Day => dayOfNumber(number > 0 && number < DAYS_MAX ? number : 0);

function changeListing(listing: Listing | undefined, { listingId, change }: Mutation & { kind: 'listing' }): void {
  if (!listing) throw new Error(`there is no listing ${listingId}`);
  listing.handChanges.push(change);
  // The clock may have been set back in between.
  listing.handChanges.sort((one, other) => one.at - other.at);
}

/** The orders of a day as seed and day alone make them. */
function generate(
  day: Day,
  { seed, anchorDay, seller, listings }: WorldShape & { listings: readonly Listing[] },
): Order[] {
  const isWithin = day >= plusDays(anchorDay, -seller.historyDays) && day <= plusDays(anchorDay, FUTURE_DAYS_MAX);
  if (listings.length === 0 || !isWithin) return [];
  const first = firstSequence(seller.place);
  const everyday = makeDayOrders(day, { seed, listings, perDay: seller.ordersPerDay, first });
  return [...everyday, ...makeSpecialOrders(day, { listings, anchorDay, first })];
}
