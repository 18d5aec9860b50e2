import type { World } from '../world/create-world.ts';
import { dayOf, daysFrom, plusDays } from '../world/days.ts';
import { type AccountTruth, makeAccountRows } from './account-rows.ts';
import { countedLines } from './counted-orders.ts';
import { type ListingTruth, makeListingRows } from './listing-rows.ts';
import { firstDayOf, type Read } from './sightings.ts';

export interface TruthQuery {
  /** The first when left out. */
  sellerId?: string | undefined;
  /** The zone that days are cut in. */
  timeZone: string;
  /** Complete readings, each followed by a rebuild; the clock stood still during each. */
  reads: readonly { at: Date; days: number }[];
}

export interface Truth {
  listingRows: ListingTruth[];
  accountRows: AccountTruth[];
}

/**
 * What `listing_metrics_daily` and `account_metrics_daily` must hold after complete readings at exactly these instants, from the
 * world's own events and never from an answer: a second, obvious calculation to hold the first against.
 *
 * Days are covered from the first day of the widest reading through the day of the last one. Orders stand as at the last reading;
 * what only a reading can see (visits, price, stock, clips) stands as the readings saw it. Money is text with two digits.
 *
 * @throws RangeError for a zone that nobody knows
 */
export function computeTruth(world: World, { timeZone: zone, reads: given }: Omit<TruthQuery, 'sellerId'>): Truth {
  const reads = given.map(({ at, days }): Read => ({ at: at.getTime(), days })).sort((one, other) => one.at - other.at);
  const last = reads.at(-1);
  if (!last) return { listingRows: [], accountRows: [] };
  const today = dayOf(last.at, zone);
  const firstDays = reads.map((read) => firstDayOf(read, zone));
  const from = firstDays.reduce((least, day) => (day < least ? day : least));
  const scope = {
    reads,
    last,
    zone,
    days: daysFrom(from, today),
    lines: countedLines(world, { from, to: today, at: last.at, zone }),
    firstProvisional: plusDays(today, -2),
  };
  const listingRows = makeListingRows(world, scope);
  return { listingRows, accountRows: makeAccountRows(world, { ...scope, listingRows }) };
}
