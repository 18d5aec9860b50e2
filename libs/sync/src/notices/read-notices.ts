import { query } from '@pulso/database';
import { type BusinessDay, businessDayOf } from '@pulso/domain';
import { syncFreight } from '../freight/sync-freight.ts';
import { oweDetails } from '../listings/owe-details.ts';
import { takeListings } from '../listings/take-listings.ts';
import { takeOrders } from '../orders/take-orders.ts';
import type { MissingPart, SyncContext } from '../sync-context.ts';
import { listPaidOrders } from './list-paid-orders.ts';
import { closeNotices, listWaitingNotices, type WaitingNotice } from './list-waiting-notices.ts';
import { type NoticedRead, planReads } from './plan-reads.ts';
import { takePrices } from './take-prices.ts';

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

/** So long a notice waits for a thing whose reading fails; what changed is by then read by the hourly sync too, which asks by itself. */
const PATIENCE_MS = 3_600_000;

/**
 * Reads once what waiting notices point to, however many point to the same (API document 8). Paths are made here from parsed ids;
 * nothing is fetched as a notice gives it. A notice is closed when its own kind was stored, so that a run that ends early leaves the rest
 * waiting and one bad thing leaves nothing waiting but itself, for an hour; one that came again meanwhile waits on.
 *
 * @throws MeliError when something wider than one order, listing or shipment fails
 */
export async function readNotices(context: SyncContext): Promise<NoticesOutcome> {
  const { db, tenantId, connectionId, timeZone, now } = context;
  const plan = planReads(await listWaitingNotices(db, tenantId, connectionId));
  const ids = (read: NoticedRead) => plan[read].map((notice) => notice.subject_id);
  await closeNotices(db, tenantId, { notices: plan.nothing, outcome: 'nothing to read', now });
  let noticesRead = plan.nothing.length;

  const ordersPaid = await listPaidOrders(context, ids('payment'));
  const orders = await takeOrders(context, [...ids('order'), ...[...ordersPaid.values()].flat()]);
  const isOpen = (paymentId: string) => ordersPaid.get(paymentId)?.some((id) => orders.unanswered.includes(id));
  noticesRead += await close(context, plan.order, orders.unanswered);
  noticesRead += await close(context, plan.payment, ids('payment').filter(isOpen));

  const listings = await takeListings(context, [
    ...ids('listing'),
    ...(await listListingsOf(context, ids('user-product'))),
  ]);
  await oweDetails(context, ids('listing'));
  noticesRead += await close(context, [...plan.listing, ...plan['user-product']], []);

  const prices = await takePrices(context, ids('price'));
  noticesRead += await close(context, plan.price, prices.unanswered);
  const freight = await syncFreight(context, { again: ids('shipment') });
  noticesRead += await close(context, plan.shipment, freight.unanswered);

  const touchedDays = new Set([...orders.touchedDays, ...freight.touchedDays]);
  if (listings.itemsProcessed + ids('price').length > 0) touchedDays.add(businessDayOf(now, timeZone));
  return {
    noticesRead,
    ordersCreated: orders.created,
    ordersUpdated: orders.updated,
    itemsProcessed: listings.itemsProcessed,
    itemsCreated: listings.itemsCreated,
    itemsUpdated: listings.itemsUpdated,
    touchedDays: [...touchedDays].sort(),
    missing: [...orders.missing, ...listings.missing, ...prices.missing, ...freight.missing],
  };
}

/** @returns how many it closed: all but those of things that were not answered for, as long as there is patience with them */
async function close(
  { db, tenantId, now }: SyncContext,
  notices: readonly WaitingNotice[],
  unanswered: readonly string[],
): Promise<number> {
  const open = new Set(unanswered);
  const answered = notices.filter((one) => !open.has(one.subject_id));
  const isTooOld = ({ received_at }: WaitingNotice) => received_at.getTime() <= now.getTime() - PATIENCE_MS;
  const failed = notices.filter((one) => open.has(one.subject_id) && isTooOld(one));
  await closeNotices(db, tenantId, { notices: answered, outcome: 'read', now });
  await closeNotices(db, tenantId, { notices: failed, outcome: 'failed', now });
  return answered.length + failed.length;
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
