import { type Database, query, readSql } from '@pulso/database';
import { addDays, type BusinessWindow, businessDayOf, previousOf } from '@pulso/domain';
import { getMetricComparison } from './get-metric-comparison.ts';
import type { MetricsFilter } from './metrics-filter.ts';

const sql = readSql(new URL('./get-falling-listings.sql', import.meta.url));

export interface FallingListing {
  listingId: string;
  connectionId: string;
  /** Title, link and status are null for a listing that is known only from orders. */
  title: string | null;
  permalink: string | null;
  status: string | null;
  gmv_cents: number;
  /** More than `gmv_cents`. */
  gmvBefore_cents: number;
}

export interface FallingListings {
  /** The closed days that are compared, and those before them. */
  window: BusinessWindow;
  previousWindow: BusinessWindow;
  /** Those that lost most first. Null when one of the windows is not wholly known: half of one would look like a fall. */
  rows: FallingListing[] | null;
}

interface Row {
  listing_id: string;
  connection_id: string;
  title: string | null;
  permalink: string | null;
  status: string | null;
  gmv_cents: string;
  gmv_before_cents: string;
}

/**
 * The listings whose revenue fell against the window before. The running day is left out, with its counterpart; of a window that is nothing
 * but the running day there is nothing to tell.
 * @param options.now decides which day runs in `timeZone`
 */
export async function getFallingListings(
  db: Database,
  tenantId: string,
  { filter, timeZone, now, limit }: { filter: MetricsFilter; timeZone: string; now: Date; limit: number },
): Promise<FallingListings> {
  const isRunning = filter.window.to === businessDayOf(now, timeZone);
  const window = { from: filter.window.from, to: isRunning ? addDays(filter.window.to, -1) : filter.window.to };
  if (window.to < window.from) return { ...previousAnd(filter.window), rows: null };
  const { connectionId } = filter;
  const both = previousAnd(window);
  const compared = await getMetricComparison(db, tenantId, { filter: { window, connectionId }, timeZone, now });
  if (compared.gmv_cents.current === null || compared.gmv_cents.previous === null) return { ...both, rows: null };
  const bind = [tenantId, window.from, window.to, both.previousWindow.from, connectionId, limit];
  const rows = await query<Row>(db, sql, { bind });
  return { ...both, rows: rows.map(toFalling) };
}

const previousAnd = (window: BusinessWindow) => ({ window, previousWindow: previousOf(window) });

const toFalling = (row: Row): FallingListing => ({
  listingId: row.listing_id,
  connectionId: row.connection_id,
  title: row.title,
  permalink: row.permalink,
  status: row.status,
  gmv_cents: Number(row.gmv_cents),
  gmvBefore_cents: Number(row.gmv_before_cents),
});
