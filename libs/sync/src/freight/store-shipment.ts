import { write } from '@pulso/database';
import type { SyncContext } from '../sync-context.ts';

export interface OwedShipment {
  shipment_id: string;
  /** When the sales that it carries were closed. */
  closed: Date[];
}

export interface ShipmentRefusal {
  reason: string;
  /** It concerns this shipment, and neither a permission nor the form of answers. */
  isAlone: boolean;
}

/** Stores what a shipment costs the seller, and notes the days of its sales. */
export async function storeShipmentCost(
  { db, tenantId, connectionId, now, timeZone }: SyncContext,
  { shipment_id, closed }: OwedShipment,
  { cost }: { cost: number },
): Promise<void> {
  await write(
    db,
    `with noted as (
       insert into stale_days (tenant_id, first_day, last_day)
       select distinct $1::uuid, day, day
       from unnest($6::timestamptz[]) as closed (instant), lateral (select (instant at time zone $7)::date as day) as local
     )
     insert into shipments (tenant_id, shipment_id, connection_id, seller_cost, read_at)
     values ($1, $2, $3, $4, $5)
     on conflict (tenant_id, shipment_id) do update set
       seller_cost = excluded.seller_cost, refusal = null, refused_since = null, read_at = excluded.read_at`,
    { bind: [tenantId, shipment_id, connectionId, cost, now, closed, timeZone] },
  );
}

/**
 * Notes that a shipment's cost was refused; a known cost stays. As long as no cost at all is known of the connection, it
 * is the permission that is missing, and no shipment is on its way to being given up.
 * @returns whether it is given up now: refused in runs of two different local days
 */
export async function storeShipmentRefusal(
  { db, tenantId, connectionId, now, timeZone }: SyncContext,
  { shipment_id }: OwedShipment,
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
    { bind: [tenantId, shipment_id, connectionId, reason, now, isAlone, timeZone] },
  );
  return row?.is_given_up ?? false;
}
