import { dayNumber, dayOf, dayOfNumber, startOf } from './days.ts';
import { type Clip, closedAt, type Listing, type ListingChange, statusChangesOf } from './listing.ts';
import { chance, whole } from './random.ts';

/** Something that changes on some days, at most once a day. */
export interface Rhythm {
  name: string;
  /** How likely it is on a day. */
  odds: number;
}

export const PRICE: Rhythm = { name: 'price', odds: 0.06 };
export const STOCK: Rhythm = { name: 'stock', odds: 0.5 };

/** The instant of a day's change, between 6 and 22 o'clock to the second, or null on a day without one. */
export function changeOn(listing: Listing, number: number, { name, odds }: Rhythm): number | null {
  if (chance(listing.seed, listing.id, name, number) >= odds) return null;
  const offset_ms = whole(6 * 3600, 22 * 3600, listing.seed, listing.id, name, number, 'time') * 1000;
  return startOf(dayOfNumber(number)) + offset_ms;
}

/** The newest change of a kind, found by going back day by day; the creation when there is none. */
function lastChange(listing: Listing, at: number, rhythm: Rhythm): number {
  const first = dayNumber(dayOf(listing.createdAt));
  for (let number = dayNumber(dayOf(at)); number > first; number--) {
    const instant = changeOn(listing, number, rhythm);
    if (instant !== null && instant <= at) return instant;
  }
  return listing.createdAt;
}

/** What a field was set to by hand by then; undefined when it was not. */
function setByHand<Field extends keyof ListingChange>(listing: Listing, field: Field, at: number) {
  return listing.handChanges.findLast((change) => change.at <= at && change[field] !== undefined)?.[field];
}

/**
 * The last instant up to `at` at which the seed still says what becomes of a field: just before it was first set by hand. What is
 * closed has no stock that could change.
 */
export function seededUntil(listing: Listing, field: keyof ListingChange, at: number): number {
  const first = listing.handChanges.find((change) => change[field] !== undefined);
  const closing = field === 'stock' ? closedAt(listing, at) : null;
  return Math.min(at, first ? first.at - 1 : at, closing === null ? at : closing - 1);
}

/** What a buyer pays: within 12 % of the listing's base price, or as it was set by hand. */
export function priceAt_cents(listing: Listing, at: number, handUntil = at): number {
  const byHand = setByHand(listing, 'price_cents', handUntil);
  if (byHand !== undefined) return byHand;
  const changed = lastChange(listing, at, PRICE);
  const percent = changed === listing.createdAt ? 100 : whole(88, 112, listing.seed, listing.id, 'percent', changed);
  return Math.round((listing.basePrice_cents * percent) / 100);
}

/** The price without a promotion. */
export function basePriceAt_cents(listing: Listing, at: number, handUntil = at): number {
  return setByHand(listing, 'price_cents', handUntil) ?? listing.basePrice_cents;
}

export function stockAt(listing: Listing, at: number): number {
  if (closedAt(listing, at) !== null) return 0;
  const byHand = setByHand(listing, 'stock', at);
  if (byHand !== undefined) return byHand;
  return whole(0, 90, listing.seed, listing.id, 'quantity', lastChange(listing, at, STOCK));
}

export function clipAt(listing: Listing, at: number): Clip {
  const byHand = setByHand(listing, 'clip', at);
  if (byHand !== undefined) return byHand;
  return listing.clipAddedAt !== null && listing.clipAddedAt <= at ? 'yes' : listing.clip;
}

/** Every change of price, stock, status and clip is an update of the listing. */
export function lastUpdatedAt(listing: Listing, at: number): number {
  const clipAddedAt = listing.clipAddedAt ?? listing.createdAt;
  const known = [
    ...statusChangesOf(listing, at).map((change) => change.at),
    ...listing.handChanges.map((change) => change.at),
    ...(clipAddedAt <= seededUntil(listing, 'clip', at) ? [clipAddedAt] : []),
  ];
  return Math.max(
    listing.createdAt,
    lastChange(listing, seededUntil(listing, 'price_cents', at), PRICE),
    lastChange(listing, seededUntil(listing, 'stock', at), STOCK),
    ...known.filter((instant) => instant <= at),
  );
}
