import { type Database, query, readSql } from '@pulso/database';
import { addDays, type BusinessDay, type BusinessWindow, startOfBusinessDay } from '@pulso/domain';

const sql = readSql(new URL('./get-listing-history.sql', import.meta.url));

/** One day of a listing; null = not known. */
export interface ListingDay {
  date: BusinessDay;
  visits: number | null;
  orders: number;
  units: number;
  gmv_cents: number;
  netRevenue_cents: number | null;
  /** Orders ÷ visits; null without visits. */
  conversion: number | null;
  price_cents: number | null;
  stock: number | null;
  hasClips: boolean | null;
  provisional: boolean;
}

export interface ListingHistory {
  listingId: string;
  connectionId: string;
  /** Title, link, picture and status are null for a listing that is known only from orders. */
  title: string | null;
  permalink: string | null;
  thumbnail: string | null;
  status: string | null;
  /** The days that have a row, oldest first; on any other day nothing is known of it, or it was not there. */
  days: ListingDay[];
  /** When each status was first seen, up to the end of the window, oldest first; `seenAt` in ISO 8601. */
  statuses: { seenAt: string; status: string; subStatus: string[] }[];
}

interface Row {
  listing_id: string;
  connection_id: string;
  title: string | null;
  permalink: string | null;
  thumbnail: string | null;
  status: string | null;
  days: ListingDay[] | null;
  statuses: ListingHistory['statuses'] | null;
}

/**
 * One listing over time: visits, sales, conversion, price and stock by day, and its status.
 * @returns null when the tenant has no such listing
 */
export async function getListingHistory(
  db: Database,
  tenantId: string,
  { listingId, window, timeZone }: { listingId: string; window: BusinessWindow; timeZone: string },
): Promise<ListingHistory | null> {
  const end = startOfBusinessDay(addDays(window.to, 1), timeZone);
  const [row] = await query<Row>(db, sql, { bind: [tenantId, window.from, window.to, listingId, end] });
  if (!row) return null;
  const { title, permalink, thumbnail, status } = row;
  return {
    listingId: row.listing_id,
    connectionId: row.connection_id,
    title,
    permalink,
    thumbnail,
    status,
    days: row.days ?? [],
    statuses: (row.statuses ?? []).map((one) => ({ ...one, seenAt: new Date(one.seenAt).toISOString() })),
  };
}
