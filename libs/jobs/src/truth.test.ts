import { query } from '@pulso/database';
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

  it('holds the hard cases that its truth is worth: midnights, cancellations, packs, splits, refunds, unknown listings', async () => {
    const [counts] = await query<Record<string, number>>(
      seller.db,
      `select
         count(*) filter (where left_out_reason = 'pack_splitted')::int as split,
         count(*) filter (where left_out_reason = 'test_order')::int as test,
         count(*) filter (where left_out_reason = 'other_currency')::int as currency,
         count(*) filter (where is_cancelled and left_out_reason is null)::int as cancelled,
         count(*) filter (where status = 'partially_refunded')::int as refunded,
         count(*) filter (where 'no_shipping' = any (tags))::int as unshipped,
         count(*) filter (where (date_closed at time zone 'America/Sao_Paulo')::time >= '23:59:59'
           or (date_closed at time zone 'America/Sao_Paulo')::time < '00:00:02')::int as around_midnight,
         (select count(*) from (
           select pack_id from order_verdicts where left_out_reason is null group by pack_id having count(*) = 3
         ) as packs)::int as packs_of_three,
         (select count(*) from listings where access = 'order_only')::int as order_only
       from order_verdicts`,
    );
    for (const [name, count] of Object.entries(counts ?? {})) expect(count, name).toBeGreaterThan(0);
  });

  it('a second sync of the same instant writes nothing', async () => {
    const run = await seller.run('sync-mercadolivre', { daysBack: first.days });
    expect(run).toMatchObject({
      status: 'SUCCESS',
      metadata: { result: { rowsUpserted: 0, orders: { ordersUpdated: 0 } } },
    });
    const rebuilt = await seller.run('rebuild-daily-metrics');
    expect(rebuilt).toMatchObject({ status: 'SUCCESS', metadata: { result: { rowsUpserted: 0, daysProcessed: 30 } } });
  });

  it('follows the world through a night, three days, a late cancellation and a refund of an old sale', async () => {
    const reads = [first];
    const settled = async () =>
      (await readMetrics(seller.db, 'account_metrics_daily', seller.tenantId)).filter((row) => !row.provisional);
    const readAt = async (at: string, days: number) => {
      seller.moveTo(at);
      reads.push({ at, days });
      expect(await seller.run('sync-mercadolivre', { daysBack: days })).toMatchObject({ status: 'SUCCESS' });
      return expectTruth(reads);
    };
    await readAt('2026-11-20T23:10:00Z', 30);
    await readAt('2026-11-21T03:10:00Z', 7);
    const before = await settled();

    const [old] = await query<{ order_id: string }>(
      seller.db,
      `select order_id::text from order_verdicts
       where left_out_reason is null and status = 'paid' and date_closed between '2026-08-01' and '2026-09-01' order by date_closed limit 1`,
      { bind: [] },
    );
    seller.moveTo('2026-11-23T11:00:00Z');
    await seller.simulator.addSale({ quantity: 3 });
    await seller.simulator.refundOrder(old?.order_id ?? '', { amount_cents: 500 });
    const { accountRows } = await readAt('2026-11-23T11:05:00Z', 7);
    expect(accountRows.at(-1)?.date).toBe('2026-11-23');
    // Beside the refund, only sales whose buyers changed their minds meanwhile may differ on settled days.
    const same = before.filter((row) => accountRows.some((now) => now.date === row.date && now.gmv === row.gmv));
    expect(same).toHaveLength(before.length);
  });
});

describe('a first window', () => {
  it.each([3, 13])(
    'of %i days that begins at a cart bought over midnight shares its freight as the world does',
    async (days) => {
      const at = '2026-11-20T15:34:00Z';
      const other = await openSimulatedSeller({ at, seed: 'edge', anchorDay: '2026-11-20' });
      await other.run('sync-mercadolivre', { daysBack: days });
      const truth = other.simulator.truth({
        sellerId: other.sellerId,
        timeZone: zone,
        reads: [{ at: new Date(at), days }],
      });
      const rows = await readMetrics(other.db, 'listing_metrics_daily', other.tenantId);
      const accounts = await readMetrics(other.db, 'account_metrics_daily', other.tenantId);
      await other.close();
      expect(rows).toEqual(sortRows(truth.listingRows));
      expect(accounts).toEqual(sortRows(truth.accountRows));
    },
  );
});
