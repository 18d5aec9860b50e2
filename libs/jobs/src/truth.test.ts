import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMetrics, sortRows } from './testing/read-metrics.ts';
import { openSimulatedSeller } from './testing/simulated-seller.ts';

/** 20 November, 12:34 in São Paulo; the 120 days before hold three month ends. */
const first = { at: '2026-11-20T15:34:00Z', days: 120 };

let seller: Awaited<ReturnType<typeof openSimulatedSeller>>;
beforeAll(async () => {
  seller = await openSimulatedSeller({ at: first.at, seed: 'truth', anchorDay: '2026-11-20' });
});
afterAll(() => seller.close());

const zone = 'America/Sao_Paulo';
async function expectTruth(reads: { at: string; days: number }[]) {
  const truth = seller.simulator.truth({
    sellerId: seller.sellerId,
    timeZone: zone,
    reads: reads.map(({ at, days }) => ({ at: new Date(at), days })),
  });
  const listingRows = await readMetrics(seller.db, 'listing_metrics_daily', seller.tenantId);
  const accountRows = await readMetrics(seller.db, 'account_metrics_daily', seller.tenantId);
  expect(listingRows).toEqual(sortRows(truth.listingRows));
  expect(accountRows).toEqual(sortRows(truth.accountRows));
  return { ...truth, listingRows, accountRows };
}

describe('a sync against the truth of the simulator', () => {
  it('fills every cell of both tables as the world says: 64 listings, 120 days', async () => {
    const run = await seller.run('sync-mercadolivre', { daysBack: first.days });
    expect(run).toMatchObject({ status: 'SUCCESS', errorCode: null });
    const { listingRows, accountRows } = await expectTruth([first]);
    expect(new Set(listingRows.map((row) => row.listing_id)).size).toBeGreaterThanOrEqual(60);
    expect(accountRows).toHaveLength(120);
  });
});
