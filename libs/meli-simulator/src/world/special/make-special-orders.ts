import { type Day, dayNumber, plusDays } from '../days.ts';
import type { Listing } from '../listing.ts';
import type { Order } from '../order.ts';
import { packHalfCancelled, packOfThree, packOverMidnight, splitPack } from './cart-orders.ts';
import { forgottenListing, severalLines } from './line-orders.ts';
import { midnightOrders } from './midnight-orders.ts';
import { lateChanges, oddOrders } from './odd-orders.ts';
import { type Maker, openStage } from './stage.ts';
import { uncountedOrders } from './uncounted-orders.ts';

const CYCLE: Maker[] = [
  midnightOrders,
  packOfThree,
  splitPack,
  severalLines,
  forgottenListing,
  uncountedOrders,
  oddOrders,
  packOverMidnight,
  packHalfCancelled,
  lateChanges,
];

/**
 * One hard case a day, in turn back from the anchor day and on after it; the last day of a month gets sales around midnight besides.
 */
export function makeSpecialOrders(
  day: Day,
  { listings, anchorDay, first }: { listings: readonly Listing[]; anchorDay: Day; first: number },
): Order[] {
  const stage = openStage(day, listings, first);
  const distance = dayNumber(day) - dayNumber(anchorDay);
  const turn = CYCLE[((distance % CYCLE.length) + CYCLE.length) % CYCLE.length];
  const isMonthEnd = plusDays(day, 1).endsWith('-01');
  const makers = new Set<Maker>([...(turn ? [turn] : []), ...(isMonthEnd ? [midnightOrders] : [])]);
  return [...makers].flatMap((make) => make(stage));
}
