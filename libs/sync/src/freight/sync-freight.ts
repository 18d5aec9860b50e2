import { query } from '@pulso/database';
import type { BusinessDay } from '@pulso/domain';
import { MeliError } from '@pulso/meli-client';
import { forgetSourceFailure } from '../coverage/forget-source-failure.ts';
import { noteSourceFailure } from '../coverage/note-source-failure.ts';
import { CALLS_IN_FLIGHT, eachLimited } from '../each-limited.ts';
import { isRefusedAlone } from '../refusal-of.ts';
import type { MissingPart, SyncContext } from '../sync-context.ts';
import { watchFailures } from '../watch-failures.ts';
import { listOwedShipments, type OwedChoice } from './list-owed-shipments.ts';
import { type ShipmentCost, type ShipmentRefusal, storeShipmentCosts, storeShipmentRefusal } from './store-shipment.ts';

export interface FreightOutcome {
  /** Asked for, whatever the answer. */
  shipmentsRead: number;
  /** Business days of the sales whose freight became known. */
  touchedDays: BusinessDay[];
  missing: MissingPart[];
  /** Shipments of which Mercado Livre said neither yes nor no. */
  unanswered: string[];
}

/**
 * Asks for the seller's cost of every shipment of a counted, not cancelled order that is not known yet, newest sales
 * first. The cost is `senders[].cost` of this seller, once per shipment (API document 6.4). A shipment that is refused in
 * runs of two different days is no longer owed, and tried once a week; one whose reading fails is named and stays owed.
 * @throws MeliError when something wider than one shipment fails
 */
export async function syncFreight(context: SyncContext, choice: OwedChoice = {}): Promise<FreightOutcome> {
  const { connectionId, sellerId } = context;
  const owed = await listOwedShipments(context, choice);
  const missing: MissingPart[] = [];
  const unanswered: string[] = [];
  const failures = watchFailures();
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
      failures.answered();
      const own = senders.filter((sender) => sender.user_id === sellerId);
      if (own.length > 0) return { shipment_id: shipmentId, cost: sumCosts(own) };
      await noteRefusal(shipmentId, { reason: 'the seller is not among the senders', isAlone: true });
    } catch (error) {
      const { reason, isAnswered } = failures.judge(error);
      if (error instanceof MeliError) refusals.push(error);
      if (isAnswered) await noteRefusal(shipmentId, { reason, isAlone: isRefusedAlone(error) });
      else {
        missing.push({ connectionId, source: 'freight', shipmentId, reason });
        unanswered.push(shipmentId);
      }
    }
    return null;
  };

  for (const page of owed.pages()) {
    const costs: ShipmentCost[] = [];
    try {
      await eachLimited(page, CALLS_IN_FLIGHT, async (shipmentId) => {
        context.signal.throwIfAborted();
        const cost = await readCost(shipmentId);
        if (cost) costs.push(cost);
        shipmentsRead += 1;
        context.onProgress('freight', shipmentsRead, owed.count);
      });
    } finally {
      // Also when the page ends early: what was answered is not asked for again.
      for (const day of await storeShipmentCosts(context, costs)) touchedDays.add(day);
    }
  }
  if (refusals[0] && answered === 0 && !(await isAnyCostKnown(context))) {
    // Nothing was ever answered: it is the permission that is missing.
    await noteSourceFailure(context, { source: 'freight', window: null, error: refusals[0] });
  } else if ((choice.again ?? []).length === 0) await forgetSourceFailure(context, 'freight');
  return { shipmentsRead, touchedDays: [...touchedDays].sort(), missing, unanswered };
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
