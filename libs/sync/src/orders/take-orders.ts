import { query } from '@pulso/database';
import { CALLS_IN_FLIGHT, eachLimited } from '../each-limited.ts';
import { noteStatus } from '../note-status.ts';
import type { MissingPart, SyncContext } from '../sync-context.ts';
import { watchFailures } from '../watch-failures.ts';
import { withoutParts } from '../without-parts.ts';
import { mapOrder } from './map-order.ts';
import { createOrderTally, type OrderTally, tally } from './order-tally.ts';
import { storeOrderPage } from './store-order-page.ts';

export interface TakenOrders extends OrderTally {
  missing: MissingPart[];
  /** Orders of which Mercado Livre said neither yes nor no. */
  unanswered: string[];
}

/**
 * Reads single orders and stores each by itself; an order that is refused, that is another seller's, or whose reading fails is named
 * and changes nothing.
 * @throws MeliError when something wider than one order fails
 */
export async function takeOrders(context: SyncContext, orderIds: readonly string[]): Promise<TakenOrders> {
  const { db, tenantId, connectionId, sellerId, now, timeZone } = context;
  const outcome = createOrderTally();
  const missing: MissingPart[] = [];
  const unanswered: string[] = [];
  const failures = watchFailures({ areIdsForeign: true });
  await eachLimited([...new Set(orderIds)], CALLS_IN_FLIGHT, async (orderId) => {
    context.signal.throwIfAborted();
    const name = (reason: string) => missing.push({ connectionId, source: 'orders', orderId, reason });
    try {
      const answer = await context.client.orders.get(orderId, context);
      failures.answered();
      if ((answer.order.seller?.id ?? sellerId) !== sellerId) {
        name('an order of another seller');
        return;
      }
      noteStatus(context, 'order.status', answer.order.status);
      const row = mapOrder(answer.order, answer.missing);
      tally(outcome, await storeOrderPage(db, tenantId, { connectionId, rows: [row], now, timeZone }));
      const gaps = row.missing.length === 0 ? [] : await listGaps(context, orderId);
      if (gaps.length > 0) name(withoutParts(gaps));
    } catch (error) {
      const { reason, isAnswered } = failures.judge(error);
      name(reason);
      if (!isAnswered) unanswered.push(orderId);
    }
  });
  return { ...outcome, missing, unanswered };
}

/** Parts of a stored order that no answer told; of the same version another answer may have told them. */
async function listGaps({ db, tenantId }: SyncContext, orderId: string): Promise<string[]> {
  const sql = 'select missing from orders where tenant_id = $1 and order_id = $2::bigint';
  const [row] = await query<{ missing: string[] }>(db, sql, { bind: [tenantId, orderId] });
  return row?.missing ?? [];
}
