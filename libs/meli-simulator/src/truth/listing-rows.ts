import type { World } from '../world/create-world.ts';
import { type Day, dayOf } from '../world/days.ts';
import type { CountedLine } from './counted-orders.ts';
import { lastDayOf, type Read, sightingOn, visitsOn } from './sightings.ts';
import { type Sales, sumLines } from './sum-lines.ts';

/** One row of `listing_metrics_daily` without tenant, connection and `rebuilt_at`. */
export interface ListingTruth extends Sales {
  listing_id: string;
  date: Day;
  visits: number | null;
  price: string | null;
  stock: number | null;
  has_clips: boolean | null;
  provisional: boolean;
}

/** What rows are made from: the readings, the days they cover, and the lines sold on these days. */
export interface Scope {
  reads: readonly Read[];
  last: Read;
  zone: string;
  days: readonly Day[];
  lines: readonly CountedLine[];
  firstProvisional: Day;
}

/** A row for every day of a listing's life and every further day on which it was sold; of forgotten listings only the latter. */
export function makeListingRows(world: World, scope: Scope): ListingTruth[] {
  const { reads, last, zone, days, lines, firstProvisional } = scope;
  const linesOf = Map.groupBy(lines, (line) => `${line.listingId} ${line.day}`);
  const discovered = world.listings.filter((listing) => listing.createdAt <= last.at);

  const rows = discovered.flatMap((listing) => {
    const firstDay = dayOf(listing.createdAt, zone);
    const lastDay = lastDayOf(listing, reads, zone);
    return days.flatMap((date): ListingTruth[] => {
      const sold = linesOf.get(`${listing.id} ${date}`);
      const lives = date >= firstDay && (lastDay === null || date <= lastDay);
      if (!lives && !sold) return [];
      const seen = sightingOn(listing, date, { reads, zone });
      const visits = visitsOn(listing, date, { reads, zone });
      const provisional = date >= firstProvisional;
      return [{ listing_id: listing.id, date, ...sumLines(sold ?? []), visits, ...seen, provisional }];
    });
  });

  const ids = new Set(discovered.map((listing) => listing.id));
  const forgotten = [...linesOf.values()].flatMap((sold): ListingTruth[] => {
    const [line] = sold;
    if (!line || ids.has(line.listingId)) return [];
    const unseen = { visits: null, price: null, stock: null, has_clips: null };
    const provisional = line.day >= firstProvisional;
    return [{ listing_id: line.listingId, date: line.day, ...sumLines(sold), ...unseen, provisional }];
  });
  return [...rows, ...forgotten];
}
