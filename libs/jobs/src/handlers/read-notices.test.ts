import { query } from '@pulso/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { takeNotice } from '../notices/take-notice.ts';
import { openSimulatedSeller } from '../testing/simulated-seller.ts';

let seller: Awaited<ReturnType<typeof openSimulatedSeller>>;
beforeAll(async () => {
  seller = await openSimulatedSeller({ at: '2026-11-20T15:00:00Z', seed: 'notices', anchorDay: '2026-11-20' });
  await seller.run('sync-mercadolivre', { daysBack: 7 });
});
afterAll(() => seller.close());

const today = async () => {
  const [row] = await query<{ orders: number; units: number }>(
    seller.db,
    `select orders, units from account_metrics_daily where tenant_id = $1 and date = '2026-11-20'`,
    { bind: [seller.tenantId] },
  );
  return row ?? { orders: 0, units: 0 };
};
const notify = (orderId: string) => announce('orders_v2', `/orders/${orderId}`);
const announce = (topic: string, resource: string) =>
  takeNotice(
    seller.db,
    JSON.stringify({
      resource,
      topic,
      user_id: Number(seller.sellerId),
      application_id: seller.simulator.clientId,
    }),
    { applicationId: seller.simulator.clientId, now: seller.now() },
  );

it('a sale that is announced stands in its day before the next sync, with its freight, and the next sync changes nothing of it', async () => {
  const before = await today();
  const { orderId } = await seller.simulator.addSale({ quantity: 3 });
  expect(await notify(orderId)).toBe(seller.tenantId);
  const calls = seller.simulator.counters()['GET /orders/:id'] ?? 0;

  const run = await seller.run('read-notices');
  expect(run).toMatchObject({ status: 'SUCCESS', recordsProcessed: 1, metadata: { result: { apiCalls: 2 } } });
  expect((seller.simulator.counters()['GET /orders/:id'] ?? 0) - calls).toBe(1);
  expect(await today()).toEqual({ orders: before.orders + 1, units: before.units + 3 });
  const [costs] = await query(
    seller.db,
    'select count(*)::int as unknown from listing_metrics_daily where seller_shipping is null and date = $1',
    { bind: ['2026-11-20'] },
  );
  expect(costs).toEqual({ unknown: 0 });

  expect(await seller.run('sync-mercadolivre', { daysBack: 7 })).toMatchObject({
    status: 'SUCCESS',
    metadata: { result: { rowsUpserted: 0 } },
  });
});

it('after changes of old and new sales that were announced, a rebuild of everything finds nothing to write', async () => {
  const orders = await query<{ id: string; cents: number }>(
    seller.db,
    `select order_id::text as id, round(total_amount * 100)::int as cents from orders
     where tenant_id = $1 and status = 'paid' and total_amount > 10
     order by md5(order_id::text) limit 8`,
    { bind: [seller.tenantId] },
  );
  const rebuildAll = { from: '2026-11-14', to: '2026-11-20' };
  const before = await seller.run('rebuild-daily-metrics', rebuildAll);
  expect(before.metadata.result).toMatchObject({ rowsUpserted: 0 });
  for (const [index, { id, cents }] of orders.entries()) {
    if (index % 2 === 0) await seller.simulator.cancelOrder(id);
    else await seller.simulator.refundOrder(id, { amount_cents: Math.ceil(cents / 3) });
    await notify(id);
  }
  for (const at of ['2026-11-15T12:00:00Z', '2026-11-18T02:59:59Z']) {
    await notify((await seller.simulator.addSale({ at: new Date(at) })).orderId);
  }
  const { result } = (await seller.run('read-notices')).metadata as { result: { rowsUpserted: number } };
  expect(result.rowsUpserted).toBeGreaterThanOrEqual(orders.length);
  const after = await seller.run('rebuild-daily-metrics', rebuildAll);
  expect(after.metadata.result).toMatchObject({ rowsUpserted: 0 });
});

it('notices of another application are left aside, and without notices a run reads nothing', async () => {
  const body = JSON.stringify({ resource: '/orders/1', topic: 'orders_v2', user_id: 1, application_id: '1' });
  expect(await takeNotice(seller.db, body, { applicationId: '2', now: seller.now() })).toBeNull();
  expect(await takeNotice(seller.db, body, { applicationId: null, now: seller.now() })).toBeNull();
  expect(await seller.run('read-notices')).toMatchObject({ status: 'SUCCESS', recordsProcessed: 0 });
});

it('a listing that is announced is counted among the listings of the run, and no order is', async () => {
  const [listing] = await query<{ id: string }>(
    seller.db,
    `select listing_id as id from listings where tenant_id = $1 and status = 'active' order by 1 limit 1`,
    { bind: [seller.tenantId] },
  );
  await announce('items', `/items/${listing?.id}`);
  const { metadata, ...run } = await seller.run('read-notices');
  expect(run).toMatchObject({ status: 'SUCCESS', recordsProcessed: 1 });
  expect(metadata.result).toMatchObject({
    sync: { itemsProcessed: 1, itemsCreated: 0 },
    orders: { ordersProcessed: 0 },
  });
});

it('the first run of a local day settles the day that is provisional no longer, also when it only reads notices', async () => {
  const provisional = async () => {
    const rows = await query<{ date: string }>(
      seller.db,
      `select distinct date::text as date from listing_metrics_daily where tenant_id = $1 and provisional
       union select date::text from account_metrics_daily where tenant_id = $1 and provisional order by 1`,
      { bind: [seller.tenantId] },
    );
    return rows.map((row) => row.date);
  };
  expect(await provisional()).toEqual(['2026-11-18', '2026-11-19', '2026-11-20']);
  seller.moveTo('2026-11-21T03:00:00Z');
  const { metadata } = await seller.run('read-notices');
  expect(await provisional()).toEqual(['2026-11-19', '2026-11-20']);
  expect(metadata.result).toMatchObject({ dateRange: { from: '2026-11-18', to: '2026-11-18' } });
  expect((await seller.run('read-notices')).metadata.result).toMatchObject({ dateRange: { from: null, to: null } });
});

it('when Mercado Livre does not take our key any more, the run says so and the notices wait on', async () => {
  const { orderId } = await seller.simulator.addSale();
  await notify(orderId);
  await query(seller.db, 'delete from connection_tokens');
  expect(await seller.run('read-notices')).toMatchObject({ status: 'FAILED', errorCode: 'reauthorisation_required' });
  expect(await query(seller.db, 'select 1 from notices where read_at is null')).toHaveLength(1);
});
