import assert from 'node:assert/strict';
import { changeWorld } from './change-world.ts';
import type { Draw } from './draw.ts';
import { expectTruth, type Read } from './expect-truth.ts';
import { openDrawnSeller } from './open-drawn-seller.ts';

const DAY_MS = 86_400_000;
const ANCHOR = Date.parse('2026-11-20T03:00:00Z');
const WINDOW_DAYS = 30;

/** Simulated weeks of one seller: syncs at odd hours, changes by hand, days without any sync; every day ends equal to the truth. */
export async function liveWeeks(draw: Draw, { weeks }: { weeks: number }): Promise<string> {
  const seller = await openDrawnSeller(draw, {
    at: new Date(ANCHOR).toISOString(),
    listingsMost: 60,
    ordersPerDayMost: 25,
    historyDays: 90,
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
