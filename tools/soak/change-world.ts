import { query } from '@pulso/database';
import type { Draw } from './draw.ts';
import type { Seller } from './open-drawn-seller.ts';

/** A sale, a cancellation or a refund by hand, beside what the world does by itself. */
export async function changeWorld(draw: Draw, { db, tenantId, simulator }: Seller): Promise<void> {
  if (draw.share() < 0.5)
    await simulator.addSale({ quantity: draw.whole(1, 4), unitPrice_cents: draw.whole(0, 90_000) });
  const paid = await query<{ order_id: string; cents: number }>(
    db,
    `select order_id::text, round(total_amount * 100)::int as cents from orders
     where tenant_id = $1 and status = 'paid' and date_closed is not null and total_amount > 0
     order by order_id`,
    { bind: [tenantId] },
  );
  if (paid.length === 0) return;
  const { order_id, cents } = draw.oneOf(paid);
  const change = draw.oneOf(['cancel', 'refund', 'nothing']);
  try {
    if (change === 'cancel') await simulator.cancelOrder(order_id);
    if (change === 'refund') await simulator.refundOrder(order_id, { amount_cents: draw.whole(1, cents) });
  } catch (error) {
    // The world went on since the last sync: what was paid then may be cancelled or refunded by now.
    if (!(error instanceof Error && error.name === 'ImpossibleChangeError')) throw error;
  }
}
