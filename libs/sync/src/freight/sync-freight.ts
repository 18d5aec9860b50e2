import { query } from '@pulso/database';
import { type BusinessDay, businessDayOf } from '@pulso/domain';
import { CALLS_IN_FLIGHT, eachLimited } from '../each-limited.ts';
import { refusalOf } from '../refusal-of.ts';
import type { MissingPart, SyncContext } from '../sync-context.ts';

export interface FreightOutcome {
  shipmentsRead: number;
  /** Business days of the sales whose freight became known. */
  touchedDays: BusinessDay[];
  missing: MissingPart[];
}

interface OwedShipment {
  shipment_id: string;
  closed: Date[];
}

/**
 * Asks for the seller's cost of every shipment of a counted, not cancelled order that is not known yet, newest sales
 * first. The cost is `senders[].cost` of this seller, once per shipment (API document 6.4).
 * @param options.again shipments that are asked for although their cost is known, because it may have changed
 */
export async function syncFreight(
  context: SyncContext,
  { again = [] }: { again?: readonly string[] } = {},
): Promise<FreightOutcome> {
  const { connectionId, sellerId, timeZone } = context;
  const owed = await listOwedShipments(context, again);
  const missing: MissingPart[] = [];
  const touchedDays = new Set<BusinessDay>();
  let shipmentsRead = 0;

  await eachLimited(owed, CALLS_IN_FLIGHT, async (shipment) => {
    context.signal.throwIfAborted();
    try {
      const { senders } = await context.client.shipments.getCosts(shipment.shipment_id, context);
      const own = senders.filter((sender) => sender.user_id === sellerId);
      const cost = own.length === 0 ? null : own.reduce((sum, sender) => sum + Math.round(sender.cost * 100), 0) / 100;
      const refusal = cost === null ? 'the seller is not among the senders' : null;
      await storeCost(context, shipment, { cost, refusal });
      if (refusal !== null)
        missing.push({ connectionId, source: 'freight', shipmentId: shipment.shipment_id, reason: refusal });
      for (const instant of shipment.closed) touchedDays.add(businessDayOf(instant, timeZone));
    } catch (error) {
      const reason = refusalOf(error);
      if (reason === null) throw error;
      await storeCost(context, shipment, { cost: null, refusal: reason });
      missing.push({ connectionId, source: 'freight', shipmentId: shipment.shipment_id, reason });
    }
    shipmentsRead += 1;
    context.onProgress('freight', shipmentsRead, owed.length);
  });
  return { shipmentsRead, touchedDays: [...touchedDays].sort(), missing };
}

async function listOwedShipments(
  { db, tenantId, connectionId }: SyncContext,
  again: readonly string[],
): Promise<OwedShipment[]> {
  return query<OwedShipment>(
    db,
    `select v.shipment_id::text as shipment_id, array_agg(v.date_closed) as closed
     from order_verdicts v
     left join shipments s on s.tenant_id = v.tenant_id and s.shipment_id = v.shipment_id
     where v.tenant_id = $1 and v.connection_id = $2
       and v.shipment_id is not null
       and v.left_out_reason is null
       and not v.is_cancelled
       and not 'no_shipping' = any (v.tags)
       and (s.seller_cost is null or v.shipment_id = any ($3::bigint[]))
     group by v.shipment_id
     order by max(v.date_closed) desc`,
    { bind: [tenantId, connectionId, again] },
  );
}

async function storeCost(
  { db, tenantId, connectionId, now, timeZone }: SyncContext,
  { shipment_id, closed }: OwedShipment,
  { cost, refusal }: { cost: number | null; refusal: string | null },
): Promise<void> {
  await query(
    db,
    `with noted as (
       insert into stale_days (tenant_id, first_day, last_day)
       select distinct $1::uuid, day, day
       from unnest($7::timestamptz[]) as closed (instant), lateral (select (instant at time zone $8)::date as day) as local
       where $4::numeric is not null
     )
     insert into shipments as s (tenant_id, shipment_id, connection_id, seller_cost, refusal, read_at)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (tenant_id, shipment_id) do update set
       seller_cost = coalesce(excluded.seller_cost, s.seller_cost),
       refusal = excluded.refusal,
       read_at = excluded.read_at`,
    { bind: [tenantId, shipment_id, connectionId, cost, refusal, now, closed, timeZone] },
  );
}
