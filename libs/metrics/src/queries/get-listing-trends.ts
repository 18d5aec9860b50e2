import { type Database, read, readSql } from '@pulso/database';
import type { BusinessWindow } from '@pulso/domain';

const sql = readSql(new URL('./get-listing-trends.sql', import.meta.url));

/**
 * What each of these listings sold on each day of the window, oldest first, in cents; null = no row on that day.
 * A listing without any row in the window is not in the answer.
 */
export async function getListingTrends(
  db: Database,
  tenantId: string,
  { window, listingIds }: { window: BusinessWindow; listingIds: readonly string[] },
): Promise<Map<string, (number | null)[]>> {
  const bind = [tenantId, window.from, window.to, listingIds];
  const rows = await read<{ listing_id: string; gmv_cents: (number | null)[] }>(db, sql, bind);
  return new Map(rows.map((row) => [row.listing_id, row.gmv_cents]));
}
