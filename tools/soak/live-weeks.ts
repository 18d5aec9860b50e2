import assert from 'node:assert/strict';
import { query } from '@pulso/database';
import { openSimulatedSeller } from '../../libs/jobs/src/testing/simulated-seller.ts';
import type { Draw } from './draw.ts';
import { expectTruth, type Read } from './expect-truth.ts';

const DAY_MS = 86_400_000;
const ANCHOR = Date.parse('2026-11-20T03:00:00Z');
const WINDOW_DAYS = 30;

type Seller = Awaited<ReturnType<typeof openSimulatedSeller>>;

/** Simulated weeks of one seller: syncs at odd hours, changes by hand, days without any sync; every day ends equal to the truth. */
export async function liveWeeks(draw: Draw, { weeks }: { weeks: number }): Promise<string> {
  const seller = await openSimulatedSeller({
    at: new Date(ANCHOR).toISOString(),
    seed: `soak ${draw.whole(1, 1e9)}`,
    anchorDay: '2026-11-20',
    world: { listings: draw.whole(22, 60), ordersPerDay: draw.whole(3, 25), historyDays: 90 },
  });
  const reads: Read[] = [];
  let rows = 0;
  try {
    for (let day = 0; day < weeks * 7; day++) {
      // Now and then a day passes with nobody there.
      if (day > 0 && draw.share() < 0.15) continue;
      for (const at of drawInstants(draw, ANCHOR + day * DAY_MS)) {
        seller.moveTo(at.toISOString());
        await changeWorld(draw, seller);
        const run = await seller.run('sync-mercadolivre', { daysBack: WINDOW_DAYS });
        assert.equal(run.status, 'SUCCESS', `${run.errorCode} ${run.errorMessage}`);
        reads.push({ at, days: WINDOW_DAYS });
      }
      rows += await expectTruth(seller.db, seller.tenantId, { ...seller, reads });
    }
    return `${weeks} weeks, ${reads.length} syncs, ${rows} rows as the truth has them`;
  } finally {
    await seller.close();
  }
}

/** Between one and four instants of a day, in their order. */
function drawInstants(draw: Draw, day: number): Date[] {
  const instants = Array.from({ length: draw.whole(1, 4) }, () => day + draw.whole(0, DAY_MS - 1));
  return instants.sort((one, other) => one - other).map((at) => new Date(at));
}

/** A sale, a cancellation or a refund by hand, beside what the world does by itself. */
async function changeWorld(draw: Draw, { db, tenantId, simulator }: Seller): Promise<void> {
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
