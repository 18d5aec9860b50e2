import { query } from '@pulso/database';
import type { SyncContext } from '../sync-context.ts';

/** As many costs are stored in one transaction as orders come in a page. */
const SHIPMENTS_PER_PAGE = 50;

export interface OwedChoice {
  /** Shipments that are owed although their cost is known, because it may have changed. */
  again?: readonly string[];
  /** Shipments that this run has asked for already. */
  except?: readonly string[];
}

export interface OwedShipments {
  count: number;
  /** Their ids, those of the newest sales first; taken apart page by page, since a large seller's first sync owes hundreds of thousands. */
  pages(): Iterable<string[]>;
}

/** Shipments of counted, not cancelled orders whose cost is not known yet. */
export async function listOwedShipments(
  { db, tenantId, connectionId, now, timeZone }: SyncContext,
  { again = [], except = [] }: OwedChoice = {},
): Promise<OwedShipments> {
  const rows = await query<{ ids: string; count: number }>(
    db,
    `with owed as (
       select v.shipment_id, max(v.date_closed) as newest
       from order_verdicts v
       left join shipments s on s.tenant_id = v.tenant_id and s.shipment_id = v.shipment_id
       where v.tenant_id = $1 and v.connection_id = $2
         and v.shipment_id is not null
         and v.left_out_reason is null
         and not v.is_cancelled
         and not 'no_shipping' = any (v.tags)
         and (
           v.shipment_id = any ($3::bigint[])
           or s.seller_cost is null and (
             s.refused_since is null
             or (s.refused_since at time zone $5)::date >= (s.read_at at time zone $5)::date
             or s.read_at <= $4::timestamptz - interval '7 days'
           )
         )
         and v.shipment_id <> all ($6::bigint[])
       group by v.shipment_id
     ),
     placed as (
       select shipment_id, row_number() over (order by newest desc, shipment_id) as place from owed
     )
     select string_agg(shipment_id::text, ',' order by place) as ids, count(*)::int as count
     from placed group by (place - 1) / $7 order by min(place)`,
    { bind: [tenantId, connectionId, again, now, timeZone, except, SHIPMENTS_PER_PAGE] },
  );
  return {
    count: rows.reduce((total, row) => total + row.count, 0),
    *pages() {
      for (const { ids } of rows) yield ids.split(',');
    },
  };
}
