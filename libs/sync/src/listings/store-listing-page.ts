import { type Database, query, readSql, withTransaction } from '@pulso/database';
import { businessDayOf } from '@pulso/domain';
import type { SyncContext } from '../sync-context.ts';
import type { ListingRow } from './map-listing.ts';

const sql = readSql(new URL('./upsert-listings.sql', import.meta.url));

/** Stores one page of listings, and the stock seen of each, in one transaction. */
export async function storeListingPage(
  { db, tenantId, connectionId, now, timeZone }: SyncContext,
  rows: readonly ListingRow[],
): Promise<{ created: number; updated: number }> {
  if (rows.length === 0) return { created: 0, updated: 0 };
  const stored = await withTransaction(db, (transaction) =>
    query<{ is_new: boolean; is_changed: boolean }>(db, sql, {
      bind: [tenantId, connectionId, now, JSON.stringify(rows), businessDayOf(now, timeZone), timeZone],
      transaction,
    }),
  );
  return {
    created: stored.filter((row) => row.is_new).length,
    updated: stored.filter((row) => !row.is_new && row.is_changed).length,
  };
}

/** Listings of the connection that a reading can be asked for although discovery may not name them any more. */
export async function listKnownOpenListings(db: Database, tenantId: string, connectionId: string): Promise<string[]> {
  const rows = await query<{ listing_id: string }>(
    db,
    `select listing_id from listings
     where tenant_id = $1 and connection_id = $2 and access = 'readable' and status is distinct from 'closed'`,
    { bind: [tenantId, connectionId] },
  );
  return rows.map((row) => row.listing_id);
}

/** Listings that only orders told us of. */
export async function listListingsOfOrders({ db, tenantId, connectionId }: SyncContext): Promise<string[]> {
  const rows = await query<{ listing_id: string }>(
    db,
    `select listing_id from listings where tenant_id = $1 and connection_id = $2 and access = 'order_only' order by 1`,
    { bind: [tenantId, connectionId] },
  );
  return rows.map((row) => row.listing_id);
}
