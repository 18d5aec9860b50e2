import { query } from '@pulso/database';
import type { SyncContext } from '../sync-context.ts';
import type { RefusableSource } from './note-refusals.ts';

export interface GivenUpListing {
  listing_id: string;
  /** Its weekly try is due. */
  is_due: boolean;
}

/** Listings that are no longer owed because they were refused in runs of two different local days. */
export async function listGivenUp(
  { db, tenantId, connectionId, now, timeZone }: SyncContext,
  source: RefusableSource,
): Promise<GivenUpListing[]> {
  return query<GivenUpListing>(
    db,
    `select listing_id, refused_at <= $4::timestamptz - interval '7 days' as is_due
     from listing_refusals
     where tenant_id = $1 and connection_id = $2 and source = $3
       and (refused_since at time zone $5)::date < (refused_at at time zone $5)::date
     order by listing_id`,
    { bind: [tenantId, connectionId, source, now, timeZone] },
  );
}
