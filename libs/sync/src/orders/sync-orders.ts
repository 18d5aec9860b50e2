import { addDays, type BusinessDay, type BusinessWindow, businessDayOf, startOfBusinessDay } from '@pulso/domain';
import { extendCoverage } from '../coverage/extend-coverage.ts';
import { readOrderCoverage, type Stretch } from '../coverage/read-coverage.ts';
import type { MissingPart, SyncContext } from '../sync-context.ts';
import { completeOrders } from './complete-orders.ts';
import { mapOrder } from './map-order.ts';
import { cutIntoDays } from './order-days.ts';
import { storeOrderPage } from './store-order-page.ts';
import type { TakenOrder } from './taken-order.ts';
import { listTouchedDays } from './touched-days.ts';

/** Mercado Livre honours only the hour of a filter, and changes may surface late (API document 6.1). */
const OVERLAP_MS = 2 * 60 * 60 * 1000;

/**
 * So much before a stretch is read with it: a cart bought around its first midnight has orders on both sides, and both are
 * needed to split its freight and to count it once. The orders of a cart are closed by one payment.
 */
const LEAD_MS = 60 * 60 * 1000;

export interface OrdersOutcome {
  ordersProcessed: number;
  ordersCreated: number;
  ordersUpdated: number;
  /** Business days whose numbers may differ now, however old. */
  touchedDays: BusinessDay[];
  /** Orders of which Mercado Livre told only a part (Q48). */
  missing: MissingPart[];
}

/**
 * Reads orders until `window` has no gap: first what changed since the last complete read, then the days that were
 * never read, newest first. A changed order of a day that was never read brings that whole day with it, because a
 * day of which one order is known is not a known day.
 *
 * @throws MeliError when a page cannot be read; what was stored before stays and its days count as read
 */
export async function syncOrders(context: SyncContext, window: BusinessWindow): Promise<OrdersOutcome> {
  const { db, tenantId, connectionId, timeZone, now } = context;
  const taken: TakenOrder[] = [];
  let processed = 0;
  // An order stamped with this very instant belongs to this run.
  const end = new Date(now.getTime() + 1);

  const walk = async (field: 'date_closed' | 'date_last_updated', stretch: Stretch) => {
    for await (const page of context.client.orders.search(context.sellerId, { field, ...stretch }, context)) {
      context.signal.throwIfAborted();
      const rows = page.orders.map((order) => mapOrder(order, page.missing));
      taken.push(...(await storeOrderPage(db, tenantId, { connectionId, rows, now, timeZone })));
      processed += page.orders.length;
    }
  };
  const cover = (stretch: Stretch) =>
    extendCoverage(db, tenantId, { connectionId, source: 'orders', stretch, now, timeZone });

  const wanted = { from: startOfBusinessDay(window.from, timeZone), to: end };
  const { gaps, changesKnownThrough } = await readOrderCoverage(db, tenantId, { connectionId, wanted });

  const toRead = changesKnownThrough ? gaps.filter((gap) => gap.from < changesKnownThrough) : gaps;
  if (changesKnownThrough && changesKnownThrough < end) {
    await walk('date_last_updated', { from: new Date(changesKnownThrough.getTime() - OVERLAP_MS), to: end });
    await cover({ from: changesKnownThrough, to: end });
    toRead.push(...(await unreadDaysOf(context, { taken, before: window.from })));
  }

  const days = cutIntoDays(toRead, timeZone);
  for (const [index, day] of days.entries()) {
    context.onProgress('orders', index, days.length);
    const isFirst = toRead.some((stretch) => stretch.from.getTime() === day.from.getTime());
    await walk('date_closed', isFirst ? { ...day, from: new Date(day.from.getTime() - LEAD_MS) } : day);
    await cover(day);
  }
  context.onProgress('orders', days.length, days.length);
  const completed = await completeOrders(context);
  taken.push(...completed.taken);

  return {
    ordersProcessed: processed,
    ordersCreated: taken.filter((order) => order.is_new).length,
    ordersUpdated: taken.filter((order) => !order.is_new).length,
    touchedDays: await listTouchedDays(db, tenantId, { taken, timeZone }),
    missing: completed.missing,
  };
}

/** The days before the window that changed orders belong to and that were never read, each as a whole day. */
async function unreadDaysOf(
  { db, tenantId, connectionId, timeZone }: SyncContext,
  { taken, before }: { taken: readonly TakenOrder[]; before: BusinessDay },
): Promise<Stretch[]> {
  const days = new Set(
    taken
      .flatMap((order) => (order.closed_now ? [businessDayOf(order.closed_now, timeZone)] : []))
      .filter((day) => day < before),
  );
  const unread: Stretch[] = [];
  for (const day of days) {
    const wanted = { from: startOfBusinessDay(day, timeZone), to: startOfBusinessDay(addDays(day, 1), timeZone) };
    unread.push(...(await readOrderCoverage(db, tenantId, { connectionId, wanted })).gaps);
  }
  return unread;
}
