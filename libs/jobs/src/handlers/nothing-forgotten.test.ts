import { query } from '@pulso/database';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeNotice } from '../notices/take-notice.ts';
import { type Gate, openGate } from '../testing/open-gate.ts';
import { readMetrics, sortRows } from '../testing/read-metrics.ts';
import { openSimulatedSeller } from '../testing/simulated-seller.ts';

const reads = [{ at: '2026-11-20T15:34:00Z', days: 20 }];
const OLD_DAY = '2026-11-05';

let seller: Awaited<ReturnType<typeof openSimulatedSeller>>;
let gate: Gate;
let oldOrder: string;
beforeEach(async () => {
  const world = { listings: 24, ordersPerDay: 3 };
  seller = await openSimulatedSeller({ at: '2026-11-20T15:34:00Z', seed: 'forgotten', anchorDay: '2026-11-20', world });
  gate = await openGate(seller.simulator.url);
  Object.assign(seller.deps.connections.application, { apiUrl: gate.url });
  await seller.run('sync-mercadolivre', { daysBack: 20 });
  const [order] = await query<{ order_id: string }>(
    seller.db,
    `select order_id::text from order_verdicts where left_out_reason is null and status = 'paid'
       and (date_closed at time zone 'America/Sao_Paulo')::date = $1 order by order_id limit 1`,
    { bind: [OLD_DAY] },
  );
  oldOrder = order?.order_id ?? '';
  seller.moveTo('2026-11-20T18:00:00Z');
  await seller.simulator.refundOrder(oldOrder, { amount_cents: 300 });
  seller.moveTo('2026-11-20T18:05:00Z');
});
afterEach(async () => {
  await gate.close();
  await seller.close();
});

const refunded = async () =>
  (
    await query<{ sum: string }>(
      seller.db,
      'select sum(refunded_amount)::text from account_metrics_daily where tenant_id = $1 and date = $2',
      { bind: [seller.tenantId, OLD_DAY] },
    )
  )[0]?.sum;
const broken = () => ({ body: { results: 'none' } });
const sync = async () => (await seller.run('sync-mercadolivre', { daysBack: 3 })).status;
async function expectTruth() {
  const truth = seller.simulator.truth({
    sellerId: seller.sellerId,
    timeZone: 'America/Sao_Paulo',
    reads: [...reads, { at: '2026-11-20T18:05:00Z', days: 3 }].map(({ at, days }) => ({ at: new Date(at), days })),
  });
  expect(await readMetrics(seller.db, 'account_metrics_daily', seller.tenantId)).toEqual(sortRows(truth.accountRows));
  expect(await readMetrics(seller.db, 'listing_metrics_daily', seller.tenantId)).toEqual(sortRows(truth.listingRows));
}

describe('a change of a day outside the window', () => {
  it('that was stored before its run failed stands in its day all the same', async () => {
    const before = await refunded();
    // A sale of a day that was never read makes the run read that whole day, and there it fails.
    await seller.simulator.addSale({ at: new Date('2026-10-15T15:00:00Z') });
    let searches = 0;
    gate.told.set('/orders/search', () => (++searches > 1 ? broken() : null));
    expect(await sync()).toBe('FAILED');
    expect(await refunded()).not.toBe(before);
  });

  it('that was stored by a run which never came to its rebuild is made good by the next run, of whichever job', async () => {
    const before = await refunded();
    // As a process that dies behind the last page: its facts are there, its rebuild never was.
    await query(seller.db, 'alter table account_metrics_daily rename to account_metrics_away');
    expect(await sync()).toBe('FAILED');
    await query(seller.db, 'alter table account_metrics_away rename to account_metrics_daily');
    expect(await refunded()).toBe(before);
    expect(await sync()).toBe('SUCCESS');
    expect(await refunded()).not.toBe(before);
    await expectTruth();
    expect(await query(seller.db, 'select * from stale_days')).toEqual([]);
  });

  it('that a notice brought and no rebuild followed is made good by the next notice or sync', async () => {
    const before = await refunded();
    const body = JSON.stringify({
      resource: `/orders/${oldOrder}`,
      topic: 'orders_v2',
      user_id: Number(seller.sellerId),
      application_id: seller.simulator.clientId,
    });
    const notify = () => takeNotice(seller.db, body, { applicationId: seller.simulator.clientId, now: seller.now() });
    await notify();
    await query(seller.db, 'alter table account_metrics_daily rename to account_metrics_away');
    expect((await seller.run('read-notices')).status).toBe('FAILED');
    await query(seller.db, 'alter table account_metrics_away rename to account_metrics_daily');
    expect(await refunded()).toBe(before);
    await notify();
    expect((await seller.run('read-notices')).status).toBe('SUCCESS');
    expect(await refunded()).not.toBe(before);
  });
});
