import assert from 'node:assert/strict';
import { query } from '@pulso/database';
import type { Order } from '@pulso/meli-client';
import { openClient, type Seller } from './count-sync-calls.ts';

/**
 * Fills up what the world changed by itself between two instants, with sales, cancellations and refunds at the second one, to exactly
 * `count` orders.
 * @returns the changed orders, as they are told now
 */
export async function changeOrders(
  seller: Seller,
  { from, to, count }: { from: Date; to: Date; count: number },
): Promise<Order[]> {
  const byItself = await listChanged(seller, { from, to });
  const byHand = count - byItself.length;
  assert.ok(byHand > 0, `${byItself.length} orders changed by themselves`);
  const untouched = await listUntouched(seller, { not: byItself, count: byHand });
  for (let change = 0; change < byHand; change++) {
    const order = untouched[change];
    assert.ok(order, 'too few paid orders');
    if (change % 2 === 0) await seller.simulator.addSale({ quantity: 1 });
    else if (change % 4 === 1) await seller.simulator.cancelOrder(order.order_id);
    else await seller.simulator.refundOrder(order.order_id, { amount_cents: 1 });
  }
  const changed = await listChanged(seller, { from, to });
  assert.equal(changed.length, count);
  return changed;
}

async function listChanged(seller: Seller, { from, to }: { from: Date; to: Date }): Promise<Order[]> {
  const told = openClient(seller).orders.search(seller.sellerId, {
    field: 'date_last_updated',
    from,
    to: new Date(to.getTime() + 1),
  });
  const pages = await Array.fromAsync(told);
  return pages.flatMap((page) => page.orders).filter((order) => order.last_updated > from);
}

/** Paid orders of days that the first sync read: one of an older day would bring its whole day with it. */
function listUntouched({ db, tenantId, now }: Seller, { not, count }: { not: readonly Order[]; count: number }) {
  return query<{ order_id: string }>(
    db,
    `select order_id::text as order_id from orders
     where tenant_id = $1 and status = 'paid' and total_amount > 1 and order_id <> all ($2::bigint[])
       and date_closed >= $4::timestamptz - interval '20 days'
     order by date_closed, orders.order_id limit $3`,
    { bind: [tenantId, not.map((order) => order.id), count, now()] },
  );
}
