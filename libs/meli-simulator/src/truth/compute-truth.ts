import type { World } from '../world/create-world.ts';
import { type Day, dayOf, daysFrom, plusDays } from '../world/days.ts';
import { visitsAt } from '../world/listing.ts';
import { type CountedLine, countedLines } from './counted-orders.ts';
import { firstDayOf, lastDayOf, type Read, sightingOn, visitsOn } from './sightings.ts';
import { type Sales, sumLines } from './sum-lines.ts';

export interface TruthQuery {
  sellerId: string;
  /** The zone that days are cut in. */
  timeZone: string;
  /** Complete readings in the order of their instants, each followed by a rebuild. */
  reads: readonly { at: Date; days: number }[];
}

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

/** One row of `account_metrics_daily`, likewise. */
export interface AccountTruth extends Sales {
  date: Day;
  purchases: number;
  visits: number | null;
  listings_expected: number;
  listings_with_visits: number;
  provisional: boolean;
}

export interface Truth {
  listingRows: ListingTruth[];
  accountRows: AccountTruth[];
}

/**
 * What both tables must hold after readings at exactly these instants, from the world's own events and never from an answer:
 * a second, obvious calculation to hold the first against.
 */
export function computeTruth(world: World, { timeZone: zone, reads: given }: TruthQuery): Truth {
  const reads: Read[] = given.map(({ at, days }) => ({ at: at.getTime(), days }));
  const newest = reads.at(-1);
  if (!newest) return { listingRows: [], accountRows: [] };
  const today = dayOf(newest.at, zone);
  const from = reads.map((read) => firstDayOf(read, zone)).sort()[0] ?? today;
  const lines = countedLines(world, { from, to: today, at: newest.at, zone });
  const isProvisional = (day: Day) => day >= plusDays(today, -2);

  const listingRows = makeListingRows(world, { reads, zone, days: daysFrom(from, today), lines }).map((row) => ({
    ...row,
    provisional: isProvisional(row.date),
  }));
  const known = new Set(world.listings.filter((one) => one.createdAt <= newest.at).map((one) => one.id));
  const rowsOf = groupBy(listingRows, (row) => row.date);
  const linesOf = groupBy(lines, (line) => line.day);
  const accountRows = daysFrom(from, today).map((date) => {
    const ofDay = linesOf.get(date) ?? [];
    const readable = (rowsOf.get(date) ?? []).filter((row) => known.has(row.listing_id));
    const telling = reads.findLast((read) => date >= firstDayOf(read, zone) && date <= dayOf(read.at, zone));
    return {
      date,
      ...sumLines(ofDay),
      purchases: new Set(ofDay.filter((line) => line.opensPurchase).map((line) => line.purchase)).size,
      visits: telling ? world.listings.reduce((sum, one) => sum + visitsAt(one, date, telling.at), 0) : null,
      listings_expected: readable.length,
      listings_with_visits: readable.filter((row) => row.visits !== null).length,
      provisional: isProvisional(date),
    };
  });
  return { listingRows, accountRows };
}

function makeListingRows(
  world: World,
  {
    reads,
    zone,
    days,
    lines,
  }: { reads: readonly Read[]; zone: string; days: readonly Day[]; lines: readonly CountedLine[] },
): Omit<ListingTruth, 'provisional'>[] {
  const newest = reads.at(-1);
  const linesOf = groupBy(lines, (line) => `${line.listingId} ${line.day}`);
  const nothingSeen = { visits: null, price: null, stock: null, has_clips: null };
  const discovered = world.listings.filter((listing) => newest !== undefined && listing.createdAt <= newest.at);
  const rows = discovered.flatMap((listing) => {
    const first = dayOf(listing.createdAt, zone);
    const last = lastDayOf(listing, reads, zone);
    return days.flatMap((date) => {
      const sold = linesOf.get(`${listing.id} ${date}`);
      const lives = date >= first && (last === null || date <= last);
      if (!lives && !sold) return [];
      const seen = sightingOn(listing, date, { reads, zone });
      return [
        {
          listing_id: listing.id,
          date,
          ...sumLines(sold ?? []),
          visits: visitsOn(listing, date, { reads, zone }),
          ...seen,
        },
      ];
    });
  });
  const ids = new Set(discovered.map((listing) => listing.id));
  const strangers = [...linesOf.values()].flatMap((sold) => {
    const [line] = sold;
    return line && !ids.has(line.listingId)
      ? [{ listing_id: line.listingId, date: line.day, ...sumLines(sold), ...nothingSeen }]
      : [];
  });
  return [...rows, ...strangers];
}

function groupBy<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  return Map.groupBy(items, key);
}
