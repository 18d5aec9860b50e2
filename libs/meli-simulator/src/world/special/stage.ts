import { DAY_MS, type Day, startOf } from '../days.ts';
import { isSoldAt, type Listing } from '../listing.ts';
import { type LineWish, makeLine, makeOrder, type OrderWish } from '../make-order.ts';
import { firstSequence, packId, shipmentId } from '../numbers.ts';
import type { Order, OrderLine } from '../order.ts';

/** Where the numbers of special orders begin within their day. */
const FIRST = 50_000;
/** Of the first seller; a listing belongs to one seller alone. */
const FORGOTTEN_FIRST = 3_900_000_001;

/** What a maker of special orders has at hand for one day. */
export interface Stage {
  /** The day's first instant in the seller's zone. */
  start: number;
  /** `number` is the order's own within the day's special orders. */
  order(number: number, wish: OrderWish): Order;
  /** A line of the listing at this place, or of the next that was on sale then. */
  line(place: number, wish: LineWish): OrderLine;
  packId(number: number): number;
  shipmentId(number: number): number;
  /** A listing of this seller that is not there any more. */
  forgottenListingId: string;
}

export type Maker = (stage: Stage) => Order[];

/** `first` is where the seller's sequences begin. */
export function openStage(day: Day, listings: readonly Listing[], first: number): Stage {
  const start = startOf(day);
  // Special orders may be seen a day before the one that they are filed under; by then nothing may change them any more.
  const handUntil = start - DAY_MS;
  const isOpen = (listing: Listing, at: number) => isSoldAt(listing, at, handUntil);
  // Where everything was closed by hand the day's hard case is about what the seed would have on sale.
  const isOpenBySeed = (listing: Listing, at: number) => isSoldAt(listing, at, Number.NEGATIVE_INFINITY);
  return {
    start,
    order: (number, wish) => makeOrder(day, first + FIRST + number, wish),
    line(place, wish) {
      for (const isSold of [isOpen, isOpenBySeed]) {
        for (let step = 0; step < listings.length; step++) {
          const listing = listings[(place + step) % listings.length];
          if (listing && isSold(listing, wish.at)) return makeLine(listing, { ...wish, handUntil });
        }
      }
      throw new Error(`nothing was on sale on ${day}`);
    },
    packId: (number) => packId(day, first + number),
    shipmentId: (number) => shipmentId(day, first + FIRST + number),
    forgottenListingId: `MLB${FORGOTTEN_FIRST + first / firstSequence(1)}`,
  };
}
