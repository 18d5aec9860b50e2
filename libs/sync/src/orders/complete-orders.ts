import { query } from '@pulso/database';
import { refusalOf } from '../refusal-of.ts';
import type { MissingPart, SyncContext } from '../sync-context.ts';
import { mapOrder } from './map-order.ts';
import { storeOrderPage, type TakenOrder } from './store-order-page.ts';

/**
 * Asks again, alone, for each order of which an earlier sync was told only a part (HTTP 206, Q48). Those that this run has
 * just read were asked alone already.
 * @returns what was taken in, and the orders that are still not whole
 */
export async function completeOrders(context: SyncContext): Promise<{ taken: TakenOrder[]; missing: MissingPart[] }> {
  const { db, tenantId, connectionId, now } = context;
  const taken: TakenOrder[] = [];
  const missing: MissingPart[] = [];
  for (const { order_id, missing: parts, is_owed } of await listIncompleteOrders(context)) {
    context.signal.throwIfAborted();
    const name = (reason: string) => missing.push({ connectionId, source: 'orders', orderId: order_id, reason });
    if (!is_owed) {
      name(withoutParts(parts));
      continue;
    }
    try {
      const answer = await context.client.orders.get(order_id, context);
      const row = mapOrder(answer.order, answer.missing);
      taken.push(...(await storeOrderPage(db, tenantId, { connectionId, rows: [row], now })));
      if (row.missing.length > 0) name(withoutParts(row.missing));
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === null) throw error;
      name(refusal);
    }
  }
  return { taken, missing };
}

const withoutParts = (parts: readonly string[]) => `without ${parts.join(', ')}`;

async function listIncompleteOrders({ db, tenantId, connectionId, now }: SyncContext) {
  return query<{ order_id: string; missing: string[]; is_owed: boolean }>(
    db,
    `select order_id::text as order_id, missing, read_at < $3 as is_owed
     from orders where tenant_id = $1 and connection_id = $2 and missing <> '{}'
     order by date_closed desc nulls last, orders.order_id`,
    { bind: [tenantId, connectionId, now] },
  );
}
