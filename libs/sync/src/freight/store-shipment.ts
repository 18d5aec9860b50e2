import { write } from '@pulso/database';
import type { BusinessDay } from '@pulso/domain';
import type { SyncContext } from '../sync-context.ts';

/** What a shipment costs the seller. */
export interface ShipmentCost {
  shipment_id: string;
  cost: number;
}

export interface ShipmentRefusal {
  reason: string;
  /** It concerns this shipment, and neither a permission nor the form of answers. */
  isAlone: boolean;
}

/**
 * Stores costs of shipments in one transaction, and notes the sales that they carry as stale.
 * @returns those days
 */
export async function storeShipmentCosts(
  { db, tenantId, connectionId, now, timeZone }: SyncContext,
  costs: readonly ShipmentCost[],
): Promise<BusinessDay[]> {
  if (costs.length === 0) return [];
  const touched = await write<{ day: BusinessDay }>(
    db,
    `with given as (select * from unnest($3::bigint[], $4::numeric[]) as x (shipment_id, cost)),
     touched as (
       select (o.date_closed at time zone $6)::date as day, array_agg(distinct l.listing_id) as listing_ids
       from orders o
       join given using (shipment_id)
       join order_lines l on l.tenant_id = $1 and l.order_id = o.order_id
       where o.tenant_id = $1 and o.date_closed is not null
       group by 1
     ),
     noted as (
       insert into stale_days (tenant_id, first_day, last_day, listing_ids, counts_follow)
       select $1, day, day, listing_ids, true from touched
     ),
     stored as (
       insert into shipments (tenant_id, shipment_id, connection_id, seller_cost, read_at)
       select $1, shipment_id, $2, cost, $5 from given
       on conflict (tenant_id, shipment_id) do update set
         seller_cost = excluded.seller_cost, refusal = null, refused_since = null, read_at = excluded.read_at
     )
     select day::text as day from touched order by day`,
    {
      bind: [tenantId, connectionId, costs.map((one) => one.shipment_id), costs.map((one) => one.cost), now, timeZone],
    },
  );
  return touched.map((row) => row.day);
}

/**
 * Notes that a shipment's cost was refused; a known cost stays. As long as no cost at all is known of the connection, it
 * is the permission that is missing, and no shipment is on its way to being given up.
 * @returns whether it is given up now: refused in runs of two different local days
 */
export async function storeShipmentRefusal(
  { db, tenantId, connectionId, now, timeZone }: SyncContext,
  shipmentId: string,
  { reason, isAlone }: ShipmentRefusal,
): Promise<boolean> {
  const [row] = await write<{ is_given_up: boolean }>(
    db,
    `insert into shipments as s (tenant_id, shipment_id, connection_id, refusal, read_at, refused_since)
     values ($1, $2, $3, $4, $5, case when $6 and exists (
       select from shipments k where k.tenant_id = $1 and k.connection_id = $3 and k.seller_cost is not null
     ) then $5::timestamptz end)
     on conflict (tenant_id, shipment_id) do update set
       refusal = excluded.refusal,
       refused_since = case when excluded.refused_since is not null then coalesce(s.refused_since, excluded.refused_since) end,
       read_at = excluded.read_at
     returning (refused_since at time zone $7)::date < (read_at at time zone $7)::date is true as is_given_up`,
    { bind: [tenantId, shipmentId, connectionId, reason, now, isAlone, timeZone] },
  );
  return row?.is_given_up ?? false;
}
