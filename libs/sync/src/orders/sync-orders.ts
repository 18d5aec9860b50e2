import { type BusinessDay, type BusinessWindow, startOfBusinessDay } from '@pulso/domain';
import { forgetSourceFailure } from '../coverage/forget-source-failure.ts';
import { readOrderCoverage, type Stretch } from '../coverage/read-coverage.ts';
import type { MissingPart, SyncContext } from '../sync-context.ts';
import { completeOrders } from './complete-orders.ts';
import { openOrderWalk } from './open-order-walk.ts';
import { cutIntoDays } from './order-days.ts';
import { readChanges } from './read-changes.ts';
import { sweepOrders } from './sweep-orders.ts';

/**
 * So much before a stretch is read with it: a cart bought around its first midnight has orders on both sides, and both are
 * needed to split its freight and to count it once. The orders of a cart are closed by one payment.
 */
const LEAD_MS = 60 * 60 * 1000;

/** So many days are looked at first. */
const NEWEST_DAYS = 7;

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
 * day of which one order is known is not a known day. Last, orders that reached an age of the slow sweep are read again.
 *
 * @param options.afterNewest called once the newest seven days of a longer stretch are read, so that they can be shown before the rest is
 * @returns `unreadable`: orders of which nothing could be stored; their days do not count as read, as far as they are known
 * @throws MeliError when a page cannot be read; what was stored before stays and its days count as read
 */
export async function syncOrders(
  context: SyncContext,
  window: BusinessWindow,
  { afterNewest = async () => undefined }: { afterNewest?: () => Promise<void> } = {},
): Promise<OrdersOutcome & { unreadable: MissingPart[] }> {
  const { db, tenantId, connectionId, timeZone, now } = context;
  const { walk, cover, outcome } = openOrderWalk(context);
  // An order stamped with this very instant belongs to this run.
  const end = new Date(now.getTime() + 1);
  const wanted = { from: startOfBusinessDay(window.from, timeZone), to: end };
  const { gaps, changesKnownThrough } = await readOrderCoverage(db, tenantId, { connectionId, wanted });

  const toRead = changesKnownThrough ? gaps.flatMap((gap) => before(changesKnownThrough, gap)) : gaps;
  if (changesKnownThrough && changesKnownThrough < end) {
    await readChanges(context, {
      since: { from: changesKnownThrough, to: end },
      firstDay: window.from,
      walkChanges: (stretch) => walk('date_last_updated', stretch),
      async readDay(stretch) {
        await walk('date_closed', withLead(stretch));
        await cover(stretch);
      },
      cover,
    });
  }

  const days = cutIntoDays(toRead, timeZone);
  for (const [index, day] of days.entries()) {
    context.onProgress('orders', index, days.length);
    const isFirst = toRead.some((stretch) => stretch.from.getTime() === day.from.getTime());
    await walk('date_closed', isFirst ? withLead(day) : day);
    await cover(day);
    if (index + 1 === NEWEST_DAYS && days.length > NEWEST_DAYS) await afterNewest();
  }
  context.onProgress('orders', days.length, days.length);
  await sweepOrders(context, {
    walk: (stretch) => walk('date_closed', stretch),
    readThrough: changesKnownThrough,
  });
  const completed = await completeOrders(context);
  await forgetSourceFailure(context, 'orders');
  return {
    ordersProcessed: outcome.processed,
    ordersCreated: outcome.created + completed.created,
    ordersUpdated: outcome.updated + completed.updated,
    touchedDays: [...new Set([...outcome.touchedDays, ...completed.touchedDays])].sort(),
    missing: completed.missing,
    unreadable: [...outcome.unreadable.values()],
  };
}

/** What of a stretch lies before an instant. */
const before = (instant: Date, { from, to }: Stretch): Stretch[] =>
  from < instant ? [{ from, to: to < instant ? to : instant }] : [];

const withLead = ({ from, to }: Stretch): Stretch => ({ from: new Date(from.getTime() - LEAD_MS), to });
