import { query } from '@pulso/database';
import { type BusinessDay, businessDayOf } from '@pulso/domain';
import { MeliError } from '@pulso/meli-client';
import { forgetSourceFailure } from '../coverage/forget-source-failure.ts';
import { noteSourceFailure } from '../coverage/note-source-failure.ts';
import { CALLS_IN_FLIGHT, eachLimited } from '../each-limited.ts';
import { isRefusedAlone, refusalOf } from '../refusal-of.ts';
import type { MissingPart, SyncContext } from '../sync-context.ts';
import { type OwedShipment, type ShipmentRefusal, storeShipmentCost, storeShipmentRefusal } from './store-shipment.ts';

export interface FreightOutcome {
  shipmentsRead: number;
  /** Business days of the sales whose freight became known. */
  touchedDays: BusinessDay[];
  missing: MissingPart[];
}

/**
 * Asks for the seller's cost of every shipment of a counted, not cancelled order that is not known yet, newest sales
 * first. The cost is `senders[].cost` of this seller, once per shipment (API document 6.4). A shipment that is refused in
 * runs of two different days is no longer owed, and tried once a week.
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
  let answered = 0;
  const refusals: MeliError[] = [];
  const noteRefusal = async (shipment: OwedShipment, refusal: ShipmentRefusal) => {
    const isGivenUp = await storeShipmentRefusal(context, shipment, refusal);
    const { reason } = refusal;
    if (!isGivenUp) missing.push({ connectionId, source: 'freight', shipmentId: shipment.shipment_id, reason });
  };

  await eachLimited(owed, CALLS_IN_FLIGHT, async (shipment) => {
    context.signal.throwIfAborted();
    try {
      const { senders } = await context.client.shipments.getCosts(shipment.shipment_id, context);
      answered += 1;
      const own = senders.filter((sender) => sender.user_id === sellerId);
      const cost = own.length === 0 ? null : own.reduce((sum, sender) => sum + Math.round(sender.cost * 100), 0) / 100;
      if (cost === null) {
        await noteRefusal(shipment, { reason: 'the seller is not among the senders', isAlone: true });
      } else {
        await storeShipmentCost(context, shipment, { cost });
        for (const instant of shipment.closed) touchedDays.add(businessDayOf(instant, timeZone));
      }
    } catch (error) {
      const reason = refusalOf(error);
      if (reason === null) throw error;
      if (error instanceof MeliError) refusals.push(error);
      await noteRefusal(shipment, { reason, isAlone: isRefusedAlone(error) });
    }
    shipmentsRead += 1;
    context.onProgress('freight', shipmentsRead, owed.length);
  });
  if (refusals[0] && answered === 0 && !(await isAnyCostKnown(context))) {
    // Nothing was ever answered: it is the permission that is missing.
    await noteSourceFailure(context, { source: 'freight', window: null, error: refusals[0] });
  } else if (again.length === 0) await forgetSourceFailure(context, 'freight');
  return { shipmentsRead, touchedDays: [...touchedDays].sort(), missing };
}

async function isAnyCostKnown({ db, tenantId, connectionId }: SyncContext): Promise<boolean> {
  const known = await query(
    db,
    'select from shipments where tenant_id = $1 and connection_id = $2 and seller_cost is not null limit 1',
    { bind: [tenantId, connectionId] },
  );
  return known.length > 0;
}

async function listOwedShipments(
  { db, tenantId, connectionId, now, timeZone }: SyncContext,
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
       and (
         v.shipment_id = any ($3::bigint[])
         or s.seller_cost is null and (
           s.refused_since is null
           or (s.refused_since at time zone $5)::date >= (s.read_at at time zone $5)::date
           or s.read_at <= $4::timestamptz - interval '7 days'
         )
       )
     group by v.shipment_id
     order by max(v.date_closed) desc`,
    { bind: [tenantId, connectionId, again, now, timeZone] },
  );
}
