import { dayNumber, dayOf } from './days.ts';
import { type Listing, statusChangesOf } from './listing.ts';
import { changeOn, PRICE, type Rhythm, STOCK, seededUntil } from './listing-changes.ts';

/** What the seed changes of a listing, and when. */
export interface ListingTurn {
  at: number;
  what: 'made' | 'status' | 'clip' | 'price' | 'stock';
}

/** All that the seed changes of a listing after `from`, up to `to`; what was taken out of its hands is not among it. */
export function listingTurns(listing: Listing, from: number, to: number): ListingTurn[] {
  const isWithin = ({ at }: { at: number }) => at > Math.max(from, listing.createdAt) && at <= to;
  const made = listing.createdAt > from && listing.createdAt <= to;
  const statuses = statusChangesOf(listing, to).filter(
    (change) => isWithin(change) && change.at <= seededUntil(listing, 'status', to),
  );
  const rhythm = (of: Rhythm, field: 'price_cents' | 'stock') =>
    rhythmTurns(listing, of, { from, to: seededUntil(listing, field, to) });
  const clipAt = listing.clipAddedAt;
  const turns: ListingTurn[] = [
    ...(made ? [{ at: listing.createdAt, what: 'made' } as const] : []),
    ...statuses.map(({ at }) => ({ at, what: 'status' }) as const),
    ...(clipAt !== null && clipAt <= seededUntil(listing, 'clip', to) ? [{ at: clipAt, what: 'clip' } as const] : []),
    ...rhythm(PRICE, 'price_cents').map((at) => ({ at, what: 'price' }) as const),
    ...rhythm(STOCK, 'stock').map((at) => ({ at, what: 'stock' }) as const),
  ];
  return turns.filter((turn) => turn.what === 'made' || isWithin(turn));
}

function rhythmTurns(listing: Listing, rhythm: Rhythm, { from, to }: { from: number; to: number }): number[] {
  const found: number[] = [];
  // On the day on which it is made nothing changes by rhythm (`lastChange`).
  const first = Math.max(dayNumber(dayOf(from)), dayNumber(dayOf(listing.createdAt)) + 1);
  for (let number = first; number <= dayNumber(dayOf(to)); number++) {
    const at = changeOn(listing, number, rhythm);
    if (at !== null && at > from && at <= to) found.push(at);
  }
  return found;
}
