import { query } from '@pulso/database';
import { listGivenUp } from '../refusals/list-given-up.ts';
import type { SyncContext } from '../sync-context.ts';

export interface OwedDetails {
  listing_id: string;
  price_is_owed: boolean;
  performance_is_owed: boolean;
}

/**
 * Active listings whose sale price or performance is to be asked now: never asked, asked before the listing last moved or before a
 * notice named it, or too long ago. The price is owed anew on each local day, so that each day has one; performance after 7 days.
 * A price that was given up is owed once a week. Performance is not calculated for catalogue listings (API document 4.5).
 */
export async function listOwedDetails(context: SyncContext): Promise<OwedDetails[]> {
  const { db, tenantId, connectionId, now, timeZone } = context;
  const notDue = (await listGivenUp(context, 'price')).flatMap((one) => (one.is_due ? [] : [one.listing_id]));
  return query<OwedDetails>(
    db,
    `select * from (
       select
         listing_id,
         (price_asked_at is null
           or price_asked_at <= last_updated
           or (price_asked_at at time zone $4)::date < ($3::timestamptz at time zone $4)::date
         ) and listing_id <> all ($5::text[]) as price_is_owed,
         catalog_listing is not true and (
           performance_asked_at is null
           or performance_asked_at <= last_updated
           or performance_asked_at < $3::timestamptz - interval '7 days'
         ) as performance_is_owed
       from listings
       where tenant_id = $1 and connection_id = $2 and access = 'readable' and status = 'active'
     ) as owed
     where price_is_owed or performance_is_owed
     order by listing_id`,
    { bind: [tenantId, connectionId, now, timeZone, notDue] },
  );
}
