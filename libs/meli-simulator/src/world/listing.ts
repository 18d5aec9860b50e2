import { DAY_MS, type Day, dayNumber, dayOf, dayOfNumber, HOUR_MS, startOf } from './days.ts';
import { chance, whole } from './random.ts';

export type ListingStatus = 'active' | 'paused' | 'closed' | 'under_review';
export type Clip = 'yes' | 'no' | 'rule absent' | 'not found';

/** One listing of the world; everything that changes is a function of the instant. */
export interface Listing {
  seed: string;
  id: string;
  title: string;
  categoryId: string;
  basePrice_cents: number;
  /** Share of the sales and visits, relative to the others. */
  popularity: number;
  createdAt: number;
  /** Status changes, oldest first; active before the first. */
  statusChanges: { at: number; status: ListingStatus }[];
  /** False for a closed listing whose `stop_time` is not told. */
  tellsStopTime: boolean;
  clip: Clip;
  /** From this instant on the clip is there. */
  clipAddedAt: number | null;
  model: 'plain' | 'variations' | 'user product';
  isCatalog: boolean;
  familyId: string | null;
  familyName: string | null;
  userProductId: string | null;
  parentId: string | null;
  tags: string[];
  /** A listing whose visits of before it carries on as its own. */
  inheritsFrom: Listing | null;
}

export function statusAt(listing: Listing, at: number): ListingStatus {
  let status: ListingStatus = 'active';
  for (const change of listing.statusChanges) if (change.at <= at) status = change.status;
  return status;
}

/** When it closed, if it has by then. */
export function closedAt(listing: Listing, at: number): number | null {
  const closing = listing.statusChanges.find((change) => change.status === 'closed' && change.at <= at);
  return closing ? closing.at : null;
}

/** The newest of the instants at which something of a kind changed, going back day by day; the creation when there is none. */
function lastChange(listing: Listing, at: number, kind: { name: string; odds: number; hour: number }): number {
  const first = dayNumber(dayOf(listing.createdAt));
  for (let number = dayNumber(dayOf(at)); number > first; number--) {
    const instant = startOf(dayOfNumber(number)) + kind.hour * HOUR_MS;
    if (instant <= at && chance(listing.seed, listing.id, kind.name, number) < kind.odds) return instant;
  }
  return listing.createdAt;
}

const PRICE = { name: 'price', odds: 0.06, hour: 8 };
const STOCK = { name: 'stock', odds: 0.5, hour: 7 };

export function priceAt_cents(listing: Listing, at: number): number {
  const changed = lastChange(listing, at, PRICE);
  const factor = changed === listing.createdAt ? 100 : whole(88, 112, listing.seed, listing.id, 'price value', changed);
  return Math.round((listing.basePrice_cents * factor) / 100);
}

export function stockAt(listing: Listing, at: number): number {
  if (closedAt(listing, at) !== null) return 0;
  const changed = lastChange(listing, at, STOCK);
  return whole(0, 90, listing.seed, listing.id, 'stock value', changed);
}

export function clipAt(listing: Listing, at: number): Clip {
  return listing.clipAddedAt !== null && listing.clipAddedAt <= at ? 'yes' : listing.clip;
}

export function lastUpdatedAt(listing: Listing, at: number): number {
  const instants = [
    listing.createdAt,
    lastChange(listing, at, PRICE),
    lastChange(listing, at, STOCK),
    ...listing.statusChanges.map((change) => change.at).filter((instant) => instant <= at),
    ...(listing.clipAddedAt !== null && listing.clipAddedAt <= at ? [listing.clipAddedAt] : []),
  ];
  return Math.max(...instants);
}

const WEEKDAYS = [0.82, 1.12, 1.1, 1.05, 1.0, 0.96, 0.9];

/** Visits of a day once it has settled. */
function settledVisits(listing: Listing, day: Day): number {
  const start = startOf(day);
  if (start + DAY_MS <= listing.createdAt) return listing.inheritsFrom ? settledVisits(listing.inheritsFrom, day) : 0;
  const closed = closedAt(listing, start);
  if (closed !== null) return 0;
  const pace = 14 * listing.popularity * (WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? 1);
  const paused = statusAt(listing, start) === 'active' ? 1 : 0.05;
  return Math.floor(pace * paused * (0.4 + 1.2 * chance(listing.seed, listing.id, 'visits', day)));
}

/** Visits of a day as they stand at `at`: today grows with the hours, the two days before still move (API document 5). */
export function visitsAt(listing: Listing, day: Day, at: number): number {
  const start = startOf(day);
  if (start > at || listing.createdAt > at) return 0;
  const settled = settledVisits(listing, day);
  const age_ms = at - (start + DAY_MS);
  if (age_ms < 0) return Math.floor((settled * (at - start)) / DAY_MS);
  if (age_ms < DAY_MS) return Math.floor(settled * 0.93);
  return age_ms < 2 * DAY_MS ? Math.floor(settled * 0.98) : settled;
}
