import { query } from '@pulso/database';
import type { BusinessDay } from '@pulso/domain';
import { MeliError } from '@pulso/meli-client';
import { forgetSourceFailure } from '../coverage/forget-source-failure.ts';
import { noteSourceFailure } from '../coverage/note-source-failure.ts';
import { CALLS_IN_FLIGHT, eachLimited } from '../each-limited.ts';
import { isRefusedAlone, refusalOf } from '../refusal-of.ts';
import type { MissingPart, SyncContext } from '../sync-context.ts';
import { type ShipmentCost, type ShipmentRefusal, storeShipmentCosts, storeShipmentRefusal } from './store-shipment.ts';

/** So many costs are stored in one transaction: as many as orders come in a page. */
const SHIPMENTS_PER_PAGE = 50;

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
  const { connectionId, sellerId } = context;
  const owed = await listOwedShipments(context, again);
  const missing: MissingPart[] = [];
  const touchedDays = new Set<BusinessDay>();
  let shipmentsRead = 0;
  let answered = 0;
  const refusals: MeliError[] = [];
  const noteRefusal = async (shipmentId: string, refusal: ShipmentRefusal) => {
    const isGivenUp = await storeShipmentRefusal(context, shipmentId, refusal);
    if (!isGivenUp) missing.push({ connectionId, source: 'freight', shipmentId, reason: refusal.reason });
  };
  /** @returns null when it was refused, which is noted */
  const readCost = async (shipmentId: string): Promise<ShipmentCost | null> => {
    try {
      const { senders } = await context.client.shipments.getCosts(shipmentId, context);
      answered += 1;
      const own = senders.filter((sender) => sender.user_id === sellerId);
      if (own.length > 0) return { shipment_id: shipmentId, cost: sumCosts(own) };
      await noteRefusal(shipmentId, { reason: 'the seller is not among the senders', isAlone: true });
    } catch (error) {
      const reason = refusalOf(error);
      if (reason === null) throw error;
      if (error instanceof MeliError) refusals.push(error);
      await noteRefusal(shipmentId, { reason, isAlone: isRefusedAlone(error) });
    }
    return null;
  };

  for (let begin = 0; begin < owed.length; begin += SHIPMENTS_PER_PAGE) {
    const costs: ShipmentCost[] = [];
    try {
      await eachLimited(owed.slice(begin, begin + SHIPMENTS_PER_PAGE), CALLS_IN_FLIGHT, async (shipmentId) => {
        context.signal.throwIfAborted();
        const cost = await readCost(shipmentId);
        if (cost) costs.push(cost);
        shipmentsRead += 1;
        context.onProgress('freight', shipmentsRead, owed.length);
      });
    } finally {
      // Also when the page ends early: what was answered is not asked for again.
      for (const day of await storeShipmentCosts(context, costs)) touchedDays.add(day);
    }
  }
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

const sumCosts = (senders: readonly { cost: number }[]): number =>
  senders.reduce((sum, sender) => sum + Math.round(sender.cost * 100), 0) / 100;

/** Only their ids: a large seller's first sync owes hundreds of thousands. */
async function listOwedShipments(
  { db, tenantId, connectionId, now, timeZone }: SyncContext,
  again: readonly string[],
): Promise<string[]> {
  const [owed] = await query<{ ids: string[] | null }>(
    db,
    `select array_agg(shipment_id::text order by newest desc, shipment_id) as ids
     from (
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
       group by v.shipment_id
     ) as owed`,
    { bind: [tenantId, connectionId, again, now, timeZone] },
  );
  return owed?.ids ?? [];
}
