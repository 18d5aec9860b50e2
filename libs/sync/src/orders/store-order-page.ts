import { type Database, query, readSql, withTransaction } from '@pulso/database';
import { noteStaleDays } from '../stale-days/note-stale-days.ts';
import type { OrderRows } from './map-order.ts';
import type { TakenOrder } from './taken-order.ts';
import { listTouchedDays } from './touched-days.ts';

const upsertOrders = readSql(new URL('./upsert-orders.sql', import.meta.url));
const replaceOrderParts = readSql(new URL('./replace-order-parts.sql', import.meta.url));

/**
 * Stores one page of orders in one transaction, so that an order is never half there,
 * and notes the days that it touches.
 * @returns only the orders that were new or changed
 */
export async function storeOrderPage(
  db: Database,
  tenantId: string,
  {
    connectionId,
    rows,
    now,
    timeZone,
  }: { connectionId: string; rows: readonly OrderRows[]; now: Date; timeZone: string },
): Promise<TakenOrder[]> {
  if (rows.length === 0) return [];
  return withTransaction(db, async (transaction) => {
    const taken = await query<TakenOrder>(db, upsertOrders, {
      bind: [tenantId, connectionId, now, JSON.stringify(rows)],
      transaction,
    });
    const takenIds = new Set(taken.map((order) => order.order_id));
    const parts = rows.filter((row) => takenIds.has(row.order_id));
    if (parts.length > 0) {
      await query(db, replaceOrderParts, { bind: [tenantId, connectionId, JSON.stringify(parts)], transaction });
    }
    await noteStaleDays(db, tenantId, {
      days: await listTouchedDays(db, tenantId, { taken, timeZone, transaction }),
      transaction,
    });
    return taken;
  });
}
