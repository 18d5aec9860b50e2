import { afterAll, beforeAll, expect, it } from 'vitest';
import { readMetrics, sortRows } from '../testing/read-metrics.ts';
import { openSimulatedSeller } from '../testing/simulated-seller.ts';

let seller: Awaited<ReturnType<typeof openSimulatedSeller>>;
beforeAll(async () => {
  const world = { listings: 8, ordersPerDay: 12 };
  seller = await openSimulatedSeller({ at: '2026-11-20T15:00:00Z', seed: 'catch up', anchorDay: '2026-11-20', world });
});
afterAll(() => seller.close());

it('what changed in ten days without a run is read to its end, although the total of a wide window is never reached', async () => {
  const first = { at: seller.now(), days: 5 };
  await seller.run('sync-mercadolivre', { daysBack: first.days });
  seller.simulator.setFaults([{ kind: 'wide-total', by: 5 }]);
  seller.moveTo('2026-11-30T15:00:00Z');
  const second = { at: seller.now(), days: 15 };
  expect(await seller.run('sync-mercadolivre', { daysBack: second.days })).toMatchObject({ status: 'SUCCESS' });
  const { sellerId, tenantId, simulator } = seller;
  const truth = simulator.truth({ sellerId, timeZone: 'America/Sao_Paulo', reads: [first, second] });
  // A changed order of an older day brings that day with it, which the truth does not tell.
  const rows = (await readMetrics(seller.db, 'account_metrics_daily', tenantId)).filter(
    (row) => String(row.date) >= '2026-11-16',
  );
  expect(rows).toEqual(sortRows(truth.accountRows));
  expect(truth.accountRows).toHaveLength(15);
});
