import type { World } from '../world/create-world.ts';
import { type Day, dayOf } from '../world/days.ts';
import { visitsAt } from '../world/visits.ts';
import type { ListingTruth, Scope } from './listing-rows.ts';
import { firstDayOf } from './sightings.ts';
import { type Sales, sumLines } from './sum-lines.ts';

/** One row of `account_metrics_daily` without tenant, connection and `rebuilt_at`. */
export interface AccountTruth extends Sales {
  date: Day;
  purchases: number;
  visits: number | null;
  listings_expected: number;
  listings_with_visits: number;
  provisional: boolean;
}

/** A row for every covered day. An order counts once here, however many listings it holds. */
export function makeAccountRows(
  world: World,
  { reads, last, zone, days, lines, firstProvisional, listingRows }: Scope & { listingRows: readonly ListingTruth[] },
): AccountTruth[] {
  const known = new Set(world.listings.filter((one) => one.createdAt <= last.at).map((one) => one.id));
  const rowsOf = Map.groupBy(listingRows, (row) => row.date);
  const linesOf = Map.groupBy(lines, (line) => line.day);
  return days.map((date) => {
    const ofDay = linesOf.get(date) ?? [];
    const readable = (rowsOf.get(date) ?? []).filter((row) => known.has(row.listing_id));
    const telling = reads.findLast((read) => date >= firstDayOf(read, zone) && date <= dayOf(read.at, zone));
    return {
      date,
      ...sumLines(ofDay),
      purchases: new Set(ofDay.filter((line) => line.opensPurchase).map((line) => line.purchase)).size,
      visits: telling ? accountVisitsAt(world, date, telling.at) : null,
      listings_expected: readable.length,
      listings_with_visits: readable.filter((row) => row.visits !== null).length,
      provisional: date >= firstProvisional,
    };
  });
}

/** The sum over every listing that ever was, inherited history included: what Mercado Livre tells for the account. */
function accountVisitsAt(world: World, date: Day, at: number): number {
  return world.listings.reduce((sum, listing) => sum + visitsAt(listing, date, at), 0);
}
