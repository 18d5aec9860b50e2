import type { Day } from './days.ts';
import type { Listing } from './listing.ts';
import { isSettled, visitsAt } from './visits.ts';

const KEPT_DAYS_MAX = 2000;

interface AccountVisits {
  at(day: Day, instant: number): number;
  /** Whenever a listing was changed from outside: with a clock that was set back, the change may lie before settled days. */
  forget(): void;
}

/**
 * The visits of all listings of a seller on a day. Settled days never change but by listings that are made later and carry on an
 * older one's visits, so their sums are kept: a big seller's account would else be ten thousand figures a day, each time.
 */
export function sumVisits(listings: readonly Listing[]): AccountVisits {
  const births = listings.map((listing) => listing.createdAt).sort((one, other) => one - other);
  const kept = new Map<string, number>();
  const sum = (day: Day, at: number) => listings.reduce((all, listing) => all + visitsAt(listing, day, at), 0);
  return {
    at(day, instant) {
      if (!isSettled(day, instant)) return sum(day, instant);
      // A listing counts on no day before it is made, not even with what it inherits.
      const born = countUpTo(births, instant);
      const key = `${day} ${born}`;
      const known = kept.get(key);
      if (known !== undefined) return known;
      if (kept.size >= KEPT_DAYS_MAX) kept.clear();
      const total = sum(day, instant);
      kept.set(key, total);
      return total;
    },
    forget: () => kept.clear(),
  };
}

/** How many of the sorted numbers are at most `most`. */
function countUpTo(sorted: readonly number[], most: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= most) low = middle + 1;
    else high = middle;
  }
  return low;
}
