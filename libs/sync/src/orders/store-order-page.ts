import { type Database, query, readSql, withTransaction } from '@pulso/database';
import type { BusinessDay } from '@pulso/domain';
import { noteStaleSales } from '../stale-days/note-stale-sales.ts';
import { listFormerListings, listTouchedSales } from './list-touched-sales.ts';
import type { OrderRows } from './map-order.ts';
import type { TakenOrder } from './taken-order.ts';

const upsertOrders = readSql(new URL('./upsert-orders.sql', import.meta.url));
const replaceOrderParts = readSql(new URL('./replace-order-parts.sql', import.meta.url));

/** What a page brought: only the orders that were new or changed, and the business days whose numbers depend on them. */
export interface StoredPage {
  taken: TakenOrder[];
  touchedDays: BusinessDay[];
}

/**
 * Stores one page of orders in one transaction, so that an order is never half there,
 * and notes the sales that it touches.
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
    const former = await listFormerListings(db, tenantId, { taken, transaction });
    if (parts.length > 0) {
      await query(db, replaceOrderParts, { bind: [tenantId, connectionId, JSON.stringify(parts)], transaction });
    }
    const sales = await listTouchedSales(db, tenantId, { taken, former, timeZone, transaction });
    // A day with a half known order keeps its rows, whatever changes on it: once it is known it is derived whole.
    const isWhole = taken.some((order) => order.is_half_known);
    await noteStaleSales(db, tenantId, { sales, isWhole, transaction });
    return { taken, touchedDays: [...new Set(sales.map((sale) => sale.day))].sort() };
  });
}
