import { query } from '@pulso/database';
import type { SyncContext } from '../sync-context.ts';

/** The orders that payments are of, by payment. One that is not known is in no order of ours yet, and comes with its order. */
export async function listPaidOrders(
  { db, tenantId }: SyncContext,
  paymentIds: readonly string[],
): Promise<Map<string, string[]>> {
  const orders = new Map<string, string[]>();
  if (paymentIds.length === 0) return orders;
  const rows = await query<{ payment_id: string; order_id: string }>(
    db,
    `select payment_id::text, order_id::text from order_payments
     where tenant_id = $1 and payment_id = any ($2::bigint[]) order by order_id`,
    { bind: [tenantId, paymentIds] },
  );
  for (const { payment_id, order_id } of rows) orders.set(payment_id, [...(orders.get(payment_id) ?? []), order_id]);
  return orders;
}
