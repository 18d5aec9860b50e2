import { type Day, dayOf, plusDays } from '../world/days.ts';
import { closedAt, type Listing, statusAt } from '../world/listing.ts';
import { clipAt, priceAt_cents, stockAt } from '../world/listing-changes.ts';
import { visitsAt } from '../world/visits.ts';
import { decimal } from './sum-lines.ts';

/** One complete reading: when, and how many days back. */
export interface Read {
  at: number;
  days: number;
}

export const firstDayOf = (read: Read, zone: string): Day => plusDays(dayOf(read.at, zone), 1 - read.days);

/** The day through which a listing has rows, or null while it is open; only what readings could tell counts. */
export function lastDayOf(listing: Listing, reads: readonly Read[], zone: string): Day | null {
  const newest = reads.at(-1);
  const closed = newest ? closedAt(listing, newest.at) : null;
  if (closed === null) return null;
  if (listing.tellsStopTime) return dayOf(closed, zone);
  const seen = reads.find((read) => closedAt(listing, read.at) !== null);
  return seen ? dayOf(seen.at, zone) : null;
}

/** What readings saw of a listing on one day; null where none could see it. */
export function sightingOn(listing: Listing, day: Day, { reads, zone }: { reads: readonly Read[]; zone: string }) {
  const known = reads.filter((read) => listing.createdAt <= read.at);
  const onDay = known.filter((read) => dayOf(read.at, zone) === day);
  const priced = onDay.findLast((read) => statusAt(listing, read.at) === 'active');
  const stocked = onDay.at(-1);
  const clips = known
    .filter((read) => dayOf(read.at, zone) <= day && statusAt(listing, read.at) === 'active' && !listing.isCatalog)
    .map((read) => clipAt(listing, read.at))
    .filter((clip) => clip === 'yes' || clip === 'no');
  const newestClip = clips.at(-1);
  return {
    price: priced ? decimal(priceAt_cents(listing, priced.at)) : null,
    stock: stocked ? stockAt(listing, stocked.at) : null,
    has_clips: newestClip === undefined ? null : newestClip === 'yes',
  };
}

/** Visits of a day as the newest reading told them whose window held it while the listing was owed. */
export function visitsOn(
  listing: Listing,
  day: Day,
  { reads, zone }: { reads: readonly Read[]; zone: string },
): number | null {
  const telling = reads.findLast((read, index) => {
    const first = firstDayOf(read, zone);
    if (day < first || day > dayOf(read.at, zone) || listing.createdAt > read.at) return false;
    const last = lastDayOf(listing, reads.slice(0, index + 1), zone);
    return last === null || last >= first;
  });
  return telling ? visitsAt(listing, day, telling.at) : null;
}
