import { write } from '@pulso/database';
import type { SyncContext } from '../sync-context.ts';

/**
 * Makes the sale price and the performance of the given listings owed as if they had never been asked (list-owed-details.ts). A promotion
 * or a clip need not move a listing's `last_updated`, so that whoever says that something about it changed is believed.
 */
export async function oweDetails({ db, tenantId, connectionId }: SyncContext, listingIds: readonly string[]) {
  if (listingIds.length === 0) return;
  await write(
    db,
    `update listings set price_asked_at = null, performance_asked_at = null
     where tenant_id = $1 and connection_id = $2 and listing_id = any ($3::text[])`,
    { bind: [tenantId, connectionId, listingIds] },
  );
}
