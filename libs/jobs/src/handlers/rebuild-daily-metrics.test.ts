import { query } from '@pulso/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSimulatedSeller } from '../testing/simulated-seller.ts';

let seller: Awaited<ReturnType<typeof openSimulatedSeller>>;
beforeAll(async () => {
  const world = { listings: 12, ordersPerDay: 6 };
  seller = await openSimulatedSeller({ at: '2026-11-20T15:00:00Z', seed: 'in part', anchorDay: '2026-11-20', world });
  await seller.run('sync-mercadolivre', { daysBack: 7 });
  await query(
    seller.db,
    `update orders set missing = '{payments}'
     where order_id = (select max(order_id) from orders where (date_closed at time zone 'America/Sao_Paulo')::date = '2026-11-17')`,
  );
});
afterAll(() => seller.close());

const rowsOfThe17th = () =>
  query(seller.db, `select * from listing_metrics_daily where date = '2026-11-17' order by listing_id`);

it('a rebuild names the asked days that keep their former rows because an order was told in part', async () => {
  const before = await rowsOfThe17th();
  expect(before.length).toBeGreaterThan(0);
  const run = await seller.run('rebuild-daily-metrics', { from: '2026-11-16', to: '2026-11-18' });
  expect(run).toMatchObject({
    status: 'PARTIAL',
    errorCode: null,
    metadata: {
      result: { daysProcessed: 2, rowsUpserted: 0, dateRange: { from: '2026-11-16', to: '2026-11-18' } },
      missing: [
        {
          connectionId: seller.connectionId,
          source: 'orders',
          from: '2026-11-17',
          to: '2026-11-17',
          reason: 'read in part',
        },
      ],
    },
  });
  expect(run.metadata.result).not.toHaveProperty('daysReadInPart');
  expect(await rowsOfThe17th()).toEqual(before);
});

it('a rebuild owes no day that another one asked for, nor one from before the history that was read', async () => {
  for (const window of [
    { from: '2026-11-18', to: '2026-11-20' },
    { from: '2026-11-01', to: '2026-11-16' },
  ]) {
    const { status, metadata } = await seller.run('rebuild-daily-metrics', window);
    expect(status).toBe('SUCCESS');
    expect(metadata).not.toHaveProperty('missing');
  }
});
