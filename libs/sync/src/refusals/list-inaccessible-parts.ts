import { query } from '@pulso/database';
import type { SyncContext } from '../sync-context.ts';

/** A part of a listing that is no longer owed, while the listing itself can be read. */
export interface InaccessiblePart {
  listingId: string;
  source: 'price' | 'visits';
}

/** Prices and visits that were refused in runs of two different local days; of listings refused as a whole nothing more is told. */
export async function listInaccessibleParts(context: SyncContext): Promise<InaccessiblePart[]> {
  const { db, tenantId, connectionId, timeZone } = context;
  return query<InaccessiblePart>(
    db,
    `select listing_id as "listingId", source
     from listing_refusals r
     where tenant_id = $1 and connection_id = $2 and source in ('price', 'visits')
       and (refused_since at time zone $3)::date < (refused_at at time zone $3)::date
       and not exists (
         select from listings l
         where l.tenant_id = r.tenant_id and l.listing_id = r.listing_id and l.access = 'inaccessible'
       )
     order by listing_id, source`,
    { bind: [tenantId, connectionId, timeZone] },
  );
}
