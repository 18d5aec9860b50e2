import assert from 'node:assert/strict';
import { changeWorld } from './change-world.ts';
import type { Draw } from './draw.ts';
import { expectTruth, type Read } from './expect-truth.ts';
import { openDrawnSeller, type Seller } from './open-drawn-seller.ts';

const HOUR_MS = 3_600_000;
const ANCHOR = Date.parse('2026-11-20T03:00:00Z');

/** What does not answer during an outage: everything, or one source. */
const OUTAGES = [
  {},
  { route: '/users/*/items/search' },
  { route: '/orders/search' },
  { route: '/items/*/visits/time_window' },
];

/**
 * Simulated days of one seller with one sync a day: late cancellations and refunds of any sale, visits that settle, hours in which Mercado
 * Livre does not answer, whole days with nobody there, windows of any length. A run that could not read says so, and the next good one
 * brings every cell to the truth: no day that can be read is lost.
 */
export async function liveDays(draw: Draw, { days }: { days: number }): Promise<string> {
  const seller = await openDrawnSeller(draw, {
    at: new Date(ANCHOR).toISOString(),
    listingsMost: 50,
    ordersPerDayMost: 15,
    historyDays: 120,
  });
  const reads: Read[] = [];
  const told = { syncs: 0, outages: 0, troubled: 0, away: 0, rows: 0 };
  let away = 0;
  try {
    for (let day = 0; day < days; day++) {
      const at = ANCHOR + day * 24 * HOUR_MS + draw.whole(0, 20 * HOUR_MS);
      seller.moveTo(new Date(at).toISOString());
      for (let change = draw.whole(0, 3); change > 0; change--) await changeWorld(draw, seller);
      if (day > 0 && away === 0 && draw.share() < 0.08) away = draw.whole(1, 4);
      if (away > 0) {
        away -= 1;
        told.away += 1;
        continue;
      }
      if (draw.share() < 0.12) {
        await syncInOutage(draw, seller);
        told.outages += 1;
        seller.moveTo(new Date(at + 2 * HOUR_MS).toISOString());
      }
      const isTroubled = draw.share() < 0.15;
      if (isTroubled) told.troubled += 1;
      reads.push(await syncWell(draw, { seller, isTroubled, isFirst: reads.length === 0 }));
      told.syncs += 1;
      told.rows += await expectTruth(seller.db, seller.tenantId, { ...seller, reads });
    }
    const { syncs, outages, troubled, rows } = told;
    return `${days} days, ${syncs} syncs (${troubled} troubled), ${outages} outages, ${told.away} days away, ${rows} rows as the truth has them`;
  } finally {
    await seller.close();
  }
}

async function syncInOutage(draw: Draw, seller: Seller): Promise<void> {
  const where = draw.oneOf(OUTAGES);
  seller.simulator.setFaults([{ kind: 'server-error', ...where }]);
  const run = await seller.run('sync-mercadolivre', { daysBack: 7 });
  seller.simulator.setFaults([]);
  assert.equal(run.status, 'FAILED', `a sync without ${JSON.stringify(where)} ended as ${run.status}`);
}

/** Now and then two calls in a hundred go wrong, never twice in a row. */
async function syncWell(
  draw: Draw,
  { seller, isTroubled, isFirst }: { seller: Seller; isTroubled: boolean; isFirst: boolean },
): Promise<Read> {
  const days = isFirst ? 30 : draw.whole(7, 60);
  const kind = draw.oneOf(['server-error', 'too-many-requests'] as const);
  seller.simulator.setFaults(isTroubled ? [{ kind, probability: 0.02, inARow: 1 }] : []);
  const run = await seller.run('sync-mercadolivre', { daysBack: days });
  seller.simulator.setFaults([]);
  assert.equal(run.status, 'SUCCESS', `${run.errorCode} ${run.errorMessage} ${JSON.stringify(run.metadata)}`);
  return { at: seller.now(), days };
}
