import { type Database, query, readSql } from '@pulso/database';
import type { BusinessDay } from '@pulso/domain';

const sql = readSql(new URL('./get-stock-cover.sql', import.meta.url));

export interface StockCover {
  listingId: string;
  connectionId: string;
  /** Null for a listing known only from orders. */
  title: string | null;
  /** As last seen, on `stockDay`. */
  stock: number;
  stockDay: BusinessDay;
  /** The stock ÷ mean units of a day, over those of the last 28 closed days that were seen with stock; null when none was sold on them. */
  cover_days: number | null;
  /** Of the last 28 closed days: those seen without stock, and those seen at all. */
  outOfStock_days: number;
  observed_days: number;
}

interface Row {
  listing_id: string;
  connection_id: string;
  title: string | null;
  stock: number;
  stock_day: BusinessDay;
  cover_days: string | null;
  days_out: number;
  days_observed: number;
}

/**
 * How long each listing's stock lasts, the shortest first.
 * @param options.soon_days what is left and ends within them comes before what has ended; null or left out = the shortest first of all
 * @param options.listingIds only these; null = every listing whose stock was seen in the last 28 days, but those that are closed
 */
export async function getStockCover(
  db: Database,
  tenantId: string,
  {
    today,
    connectionId,
    listingIds,
    limit,
    soon_days = null,
  }: {
    today: BusinessDay;
    connectionId: string | null;
    listingIds: readonly string[] | null;
    limit: number;
    soon_days?: number | null;
  },
): Promise<StockCover[]> {
  const rows = await query<Row>(db, sql, { bind: [tenantId, today, connectionId, listingIds, limit, soon_days] });
  return rows.map((row) => ({
    listingId: row.listing_id,
    connectionId: row.connection_id,
    title: row.title,
    stock: row.stock,
    stockDay: row.stock_day,
    cover_days: row.cover_days === null ? null : Number(row.cover_days),
    outOfStock_days: row.days_out,
    observed_days: row.days_observed,
  }));
}
