import { DAY_MS, type Day, startOf, weekdayOf } from './days.ts';
import { closedAt, type Listing, statusAt } from './listing.ts';
import { chance } from './random.ts';

const WEEKDAYS = [0.82, 1.12, 1.1, 1.05, 1.0, 0.96, 0.9];
/** What a listing that is found but not sold still gets. */
const PAUSED_SHARE = 0.05;
/** How much of a day is told before it has settled: the running day and the one after it, then the second. */
const TOLD_SAME_DAY = 0.93;
const TOLD_NEXT_DAY = 0.98;

/** Whether a day's figures are final by then. */
export const isSettled = (day: Day, at: number): boolean => at - (startOf(day) + DAY_MS) >= 2 * DAY_MS;

/** Visits of a day once it has settled. */
function settledVisits(listing: Listing, day: Day): number {
  const start = startOf(day);
  if (start + DAY_MS <= listing.createdAt) return listing.inheritsFrom ? settledVisits(listing.inheritsFrom, day) : 0;
  if (closedAt(listing, start) !== null) return 0;
  // Nobody comes to a listing that few want, on one day in six: a day that Mercado Livre leaves out of its answer.
  if (listing.popularity < 1 && chance(listing.seed, listing.id, 'quiet', day) < 1 / 6) return 0;
  const pace = 14 * listing.popularity * (WEEKDAYS[weekdayOf(day)] ?? 1);
  const share = statusAt(listing, start) === 'active' ? 1 : PAUSED_SHARE;
  return Math.floor(pace * share * (0.4 + 1.2 * chance(listing.seed, listing.id, 'visits', day)));
}

/**
 * Visits of a day as they stand at `at`: the running day grows with its hours, the two days before still move, then the figure is
 * final (API document 5). `day` is a label of the seller's own calendar, whatever zone the reader lives in.
 */
export function visitsAt(listing: Listing, day: Day, at: number): number {
  const start = startOf(day);
  if (start > at || listing.createdAt > at) return 0;
  const settled = settledVisits(listing, day);
  const age_ms = at - (start + DAY_MS);
  if (age_ms < 0) return Math.floor((settled * TOLD_SAME_DAY * (at - start)) / DAY_MS);
  if (age_ms < DAY_MS) return Math.floor(settled * TOLD_SAME_DAY);
  return isSettled(day, at) ? settled : Math.floor(settled * TOLD_NEXT_DAY);
}
