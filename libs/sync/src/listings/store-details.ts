import { write } from '@pulso/database';
import { businessDayOf } from '@pulso/domain';
import type { SyncContext } from '../sync-context.ts';

type Details = { price: number | null } | { hasClips: boolean | null };

/**
 * Notes what was seen of a listing's sale price or clip, and that it was asked. Null means that the answer could not
 * tell: it is noted as asked and takes no known value away.
 */
export async function storeDetails(
  { db, tenantId, connectionId, now, timeZone }: SyncContext,
  listingId: string,
  details: Details,
): Promise<void> {
  const [column, type, seenAt, askedAt, toldIn, source, value] =
    'price' in details
      ? ['price', 'numeric', 'price_seen_at', 'price_asked_at', 'price_source', 'sale_price', details.price]
      : [
          'has_clips',
          'boolean',
          'clips_seen_at',
          'performance_asked_at',
          'clips_source',
          'performance',
          details.hasClips,
        ];
  await write(
    db,
    `with asked as (
       update listings set ${askedAt} = $3 where tenant_id = $1 and listing_id = $2 returning tenant_id, listing_id
     ),
     answered as (
       delete from listing_refusals where tenant_id = $1 and listing_id = $2 and source = '${column}'
     ),
     noted as (
       insert into stale_days (tenant_id, first_day, last_day, listing_ids, counts_follow)
       select tenant_id, $4::date, $4::date, array[listing_id], true from asked
       where $5::${type} is not null and not exists (
         select from listing_sightings s
         where s.tenant_id = $1 and s.listing_id = $2 and s.day = $4::date and s.${column} = $5::${type}
       )
     )
     insert into listing_sightings (tenant_id, listing_id, day, ${column}, ${seenAt}, ${toldIn}, connection_id)
     select tenant_id, listing_id, $4::date, $5::${type}, $3::timestamptz, $6, $7::uuid from asked where $5::${type} is not null
     on conflict (tenant_id, listing_id, day) do update set
       ${column} = excluded.${column},
       ${seenAt} = excluded.${seenAt},
       ${toldIn} = excluded.${toldIn},
       connection_id = excluded.connection_id`,
    { bind: [tenantId, listingId, now, businessDayOf(now, timeZone), value, source, connectionId] },
  );
}
