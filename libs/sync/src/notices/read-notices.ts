import { query } from '@pulso/database';
import { type BusinessDay, businessDayOf } from '@pulso/domain';
import { CALLS_IN_FLIGHT, eachLimited } from '../each-limited.ts';
import { syncFreight } from '../freight/sync-freight.ts';
import { oweDetails } from '../listings/owe-details.ts';
import { storeDetails } from '../listings/store-details.ts';
import { takeListings } from '../listings/take-listings.ts';
import { takeOrders } from '../orders/take-orders.ts';
import { refusalOf } from '../refusal-of.ts';
import type { MissingPart, SyncContext } from '../sync-context.ts';
import { closeNotices, listWaitingNotices, type WaitingNotice } from './list-waiting-notices.ts';
import { type NoticedRead, planReads } from './plan-reads.ts';

export interface NoticesOutcome {
  noticesRead: number;
  ordersCreated: number;
  ordersUpdated: number;
  itemsProcessed: number;
  itemsCreated: number;
  itemsUpdated: number;
  /** Business days whose numbers may differ now; today among them when a listing was seen. */
  touchedDays: BusinessDay[];
  missing: MissingPart[];
}

/**
 * Reads once what waiting notices point to, however many point to the same (API document 8). Paths are made here from parsed ids;
 * nothing is fetched as a notice gives it. A notice is closed only when all of this was stored, so that a run that ends early leaves
 * it waiting, and one that came again meanwhile waits on.
 *
 * @throws MeliError when something wider than one order, listing or shipment fails
 */
export async function readNotices(context: SyncContext): Promise<NoticesOutcome> {
  const { db, tenantId, connectionId, timeZone, now } = context;
  const waiting = await listWaitingNotices(db, tenantId, connectionId);
  const plan = planReads(waiting);
  const ids = (read: NoticedRead) => plan[read].map((notice) => notice.subject_id);

  const orders = await takeOrders(context, [...ids('order'), ...(await listOrdersOf(context, ids('payment')))]);
  const listings = await takeListings(context, [
    ...ids('listing'),
    ...(await listListingsOf(context, ids('user-product'))),
  ]);
  await oweDetails(context, ids('listing'));
  const prices = await takePrices(context, ids('price'));
  const freight = await syncFreight(context, { again: ids('shipment') });

  const touchedDays = new Set([...orders.touchedDays, ...freight.touchedDays]);
  if (listings.itemsProcessed + ids('price').length > 0) touchedDays.add(businessDayOf(now, timeZone));
  await closeNotices(db, tenantId, { notices: without(waiting, plan.nothing), outcome: 'read', now });
  await closeNotices(db, tenantId, { notices: plan.nothing, outcome: 'nothing to read', now });
  return {
    noticesRead: waiting.length,
    ordersCreated: orders.created,
    ordersUpdated: orders.updated,
    itemsProcessed: listings.itemsProcessed,
    itemsCreated: listings.itemsCreated,
    itemsUpdated: listings.itemsUpdated,
    touchedDays: [...touchedDays].sort(),
    missing: [...orders.missing, ...listings.missing, ...prices, ...freight.missing],
  };
}

function without(waiting: readonly WaitingNotice[], left: readonly WaitingNotice[]): WaitingNotice[] {
  const ids = new Set(left.map((notice) => notice.notice_id));
  return waiting.filter((notice) => !ids.has(notice.notice_id));
}

/** A payment is known by the order that it pays; one that is not known comes with its order. */
async function listOrdersOf({ db, tenantId }: SyncContext, paymentIds: readonly string[]): Promise<string[]> {
  if (paymentIds.length === 0) return [];
  const rows = await query<{ order_id: string }>(
    db,
    'select distinct order_id::text from order_payments where tenant_id = $1 and payment_id = any ($2::bigint[])',
    { bind: [tenantId, paymentIds] },
  );
  return rows.map((row) => row.order_id);
}

async function listListingsOf(
  { db, tenantId, connectionId }: SyncContext,
  userProductIds: readonly string[],
): Promise<string[]> {
  if (userProductIds.length === 0) return [];
  const rows = await query<{ listing_id: string }>(
    db,
    `select listing_id from listings
     where tenant_id = $1 and connection_id = $2 and user_product_id = any ($3::text[]) and status is distinct from 'closed'`,
    { bind: [tenantId, connectionId, userProductIds] },
  );
  return rows.map((row) => row.listing_id);
}

async function takePrices(context: SyncContext, listingIds: readonly string[]): Promise<MissingPart[]> {
  const missing: MissingPart[] = [];
  await eachLimited(listingIds, CALLS_IN_FLIGHT, async (listingId) => {
    context.signal.throwIfAborted();
    try {
      const { amount } = await context.client.items.getSalePrice(listingId, context);
      await storeDetails(context, listingId, { price: amount });
    } catch (error) {
      const reason = refusalOf(error);
      if (reason === null) throw error;
      missing.push({ connectionId: context.connectionId, source: 'price', listingId, reason });
    }
  });
  return missing;
}
