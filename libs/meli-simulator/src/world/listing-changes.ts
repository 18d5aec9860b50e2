import { dayNumber, dayOf, dayOfNumber, startOf } from './days.ts';
import { type Clip, closedAt, type Listing } from './listing.ts';
import { chance, whole } from './random.ts';

/** Something that changes on some days, at most once a day. */
interface Rhythm {
  name: string;
  /** How likely it is on a day. */
  odds: number;
}

const PRICE: Rhythm = { name: 'price', odds: 0.06 };
const STOCK: Rhythm = { name: 'stock', odds: 0.5 };

/** The instant of a day's change, between 6 and 22 o'clock to the second, or null on a day without one. */
function changeOn(listing: Listing, number: number, { name, odds }: Rhythm): number | null {
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

/** What a buyer pays: within 12 % of the listing's base price. */
export function priceAt_cents(listing: Listing, at: number): number {
  const changed = lastChange(listing, at, PRICE);
  const percent = changed === listing.createdAt ? 100 : whole(88, 112, listing.seed, listing.id, 'percent', changed);
  return Math.round((listing.basePrice_cents * percent) / 100);
}

export function stockAt(listing: Listing, at: number): number {
  if (closedAt(listing, at) !== null) return 0;
  return whole(0, 90, listing.seed, listing.id, 'quantity', lastChange(listing, at, STOCK));
}

export function clipAt(listing: Listing, at: number): Clip {
  return listing.clipAddedAt !== null && listing.clipAddedAt <= at ? 'yes' : listing.clip;
}

/** Every change of price, stock, status and clip is an update of the listing. */
export function lastUpdatedAt(listing: Listing, at: number): number {
  const known = [...listing.statusChanges.map((change) => change.at), listing.clipAddedAt ?? listing.createdAt];
  return Math.max(
    listing.createdAt,
    lastChange(listing, at, PRICE),
    lastChange(listing, at, STOCK),
    ...known.filter((instant) => instant <= at),
  );
}
