import { type Database, query, readSql, withTransaction } from '@pulso/database';
import type { BusinessDay } from '@pulso/domain';
import { noteStaleDays } from '../stale-days/note-stale-days.ts';
import type { OrderRows } from './map-order.ts';
import type { TakenOrder } from './taken-order.ts';
import { listTouchedDays } from './touched-days.ts';

const upsertOrders = readSql(new URL('./upsert-orders.sql', import.meta.url));
const replaceOrderParts = readSql(new URL('./replace-order-parts.sql', import.meta.url));

/** What a page brought: only the orders that were new or changed, and the business days whose numbers depend on them. */
export interface StoredPage {
  taken: TakenOrder[];
  touchedDays: BusinessDay[];
}

/**
 * Stores one page of orders in one transaction, so that an order is never half there,
 * and notes the days that it touches.
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
): Promise<StoredPage> {
  if (rows.length === 0) return { taken: [], touchedDays: [] };
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
    const touchedDays = await listTouchedDays(db, tenantId, { taken, timeZone, transaction });
    // A day with a half known order keeps its rows, whatever changes on it: once it is known it is derived whole.
    const isSalesOnly = !taken.some((order) => order.is_half_known);
    await noteStaleDays(db, tenantId, { days: touchedDays, isSalesOnly, transaction });
    return { taken, touchedDays };
  });
}
