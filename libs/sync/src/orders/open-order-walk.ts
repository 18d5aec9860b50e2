import { query } from '@pulso/database';
import { type BusinessDay, businessDayOf } from '@pulso/domain';
import type { OrderDateField, OrderPage } from '@pulso/meli-client';
import { extendCoverage } from '../coverage/extend-coverage.ts';
import type { Stretch } from '../coverage/read-coverage.ts';
import { noteStatus } from '../note-status.ts';
import type { MissingPart, SyncContext } from '../sync-context.ts';
import { mapOrder } from './map-order.ts';
import { cutIntoDays } from './order-days.ts';
import { createOrderTally, tally } from './order-tally.ts';
import { storeOrderPage } from './store-order-page.ts';

/** Opens the walk of one sync over stretches of orders, with what it brings. */
export function openOrderWalk(context: SyncContext) {
  const { db, tenantId, connectionId, timeZone, now } = context;
  /** Orders of which nothing could be stored, by their ids. */
  const unreadable = new Map<string, MissingPart>();
  const outcome = { ...createOrderTally(), processed: 0, unreadable };
  /** Days of which an order could not be stored: they keep the rows that they have (contract 4). */
  const heldBack = new Set<BusinessDay>();
  const holdBack = async (page: OrderPage, field: OrderDateField, stretch: Stretch) => {
    const ids = page.unreadable.map(({ id }) => id);
    const neighbours = field === 'date_closed' ? await listNeighbours(context, ids, stretch) : new Set();
    for (const { id, date_closed } of page.unreadable.filter((order) => !neighbours.has(order.id))) {
      // Found by its sale, it is of the day that was asked for.
      const sold = date_closed ?? (field === 'date_closed' ? new Date(stretch.to.getTime() - 1) : null);
      const day = sold && businessDayOf(sold, timeZone);
      if (day) heldBack.add(day);
      const days = day && { from: day, to: day };
      unreadable.set(id, { connectionId, source: 'orders', orderId: id, ...days, reason: 'unknown form' });
    }
  };
  return {
    outcome,
    /** Stores every order of the stretch; answers with the days of their sales. */
    async walk(field: 'date_closed' | 'date_last_updated', stretch: Stretch): Promise<Set<BusinessDay>> {
      const soldOn = new Set<BusinessDay>();
      for await (const page of context.client.orders.search(context.sellerId, { field, ...stretch }, context)) {
        context.signal.throwIfAborted();
        const rows = page.orders.map((order) => mapOrder(order, page.missing));
        tally(outcome, await storeOrderPage(db, tenantId, { connectionId, rows, now, timeZone }));
        outcome.processed += page.orders.length;
        await holdBack(page, field, stretch);
        for (const { date_closed, status } of page.orders) {
          noteStatus(context, 'order.status', status);
          if (date_closed) soldOn.add(businessDayOf(date_closed, timeZone));
        }
      }
      return soldOn;
    },
    /** Notes that changes are known up to the end of a stretch, and the sales in it, but for those of days that are held back. */
    async cover(stretch: Stretch): Promise<void> {
      const cut = heldBack.size === 0 ? [stretch] : cutIntoDays([stretch], timeZone);
      const known = cut.filter(({ from }) => !heldBack.has(businessDayOf(from, timeZone)));
      const isEndKnown = known.some(({ to }) => to.getTime() === stretch.to.getTime());
      for (const part of isEndKnown ? known : [...known, { from: stretch.to, to: stretch.to }]) {
        await extendCoverage(db, tenantId, { connectionId, source: 'orders', stretch: part, now, timeZone });
      }
    },
  };
}

/** Of some orders those that are stored as sold outside a stretch: the search lets the hour beside it in, and their own day has them (Q34). */
async function listNeighbours(
  { db, tenantId }: SyncContext,
  orderIds: readonly string[],
  { from, to }: Stretch,
): Promise<Set<string>> {
  const ids = orderIds.filter((id) => /^\d{1,18}$/.test(id));
  if (ids.length === 0) return new Set();
  const rows = await query<{ order_id: string }>(
    db,
    `select order_id::text from orders
     where tenant_id = $1 and order_id = any ($2::bigint[]) and (date_closed < $3 or date_closed >= $4)`,
    { bind: [tenantId, ids, from, to] },
  );
  return new Set(rows.map((row) => row.order_id));
}
