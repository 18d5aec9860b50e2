import { randomUUID } from 'node:crypto';
import { query } from '@pulso/database';
import { createTestDatabase } from '@pulso/database/testing';
import { businessDayOf, lastDays } from '@pulso/domain';
import { createMeliClient, createMemoryBudget, refreshTokens } from '@pulso/meli-client';
import { startSimulator } from '@pulso/meli-simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SyncContext } from '../sync-context.ts';
import type { OrderRows } from './map-order.ts';
import { storeOrderPage } from './store-order-page.ts';
import { syncOrders } from './sync-orders.ts';

const now = new Date('2026-11-20T15:00:00Z');
const clock = { now: () => now };
const timeZone = 'America/Sao_Paulo';
const window = lastDays(businessDayOf(now, timeZone), 10);
const [tenantId, connectionId] = [randomUUID(), randomUUID()];

let test: Awaited<ReturnType<typeof createTestDatabase>>;
let simulator: Awaited<ReturnType<typeof startSimulator>>;
let context: SyncContext;
beforeAll(async () => {
  test = await createTestDatabase();
  simulator = await startSimulator({ clock, seed: 'sync orders' });
  const { url: apiUrl, clientId, clientSecret } = simulator;
  const sellerId = simulator.sellers[0]?.sellerId ?? '';
  const refreshToken = await simulator.issueRefreshToken(sellerId);
  const { accessToken } = await refreshTokens({ apiUrl, clientId, clientSecret, refreshToken, clock });
  const tokens = { getAccessToken: async () => accessToken, replaceRejectedToken: async () => accessToken };
  const budget = createMemoryBudget({ requestsPerSecond: 5_000, visitsPerSecond: 5_000 });
  const client = createMeliClient({ apiUrl, tokens, budget, clock });
  await query(test.db, `insert into tenants (tenant_id, name, created_at) values ($1, 'Loja', $2)`, {
    bind: [tenantId, now],
  });
  await query(
    test.db,
    `insert into connections (tenant_id, connection_id, seller_id, site_id, currency, status, status_at, created_at)
     values ($1, $2, $3, 'MLB', 'BRL', 'active', $4, $4)`,
    { bind: [tenantId, connectionId, sellerId, now] },
  );
  const signal = new AbortController().signal;
  context = {
    db: test.db,
    client,
    tenantId,
    connectionId,
    sellerId,
    timeZone,
    now,
    signal,
    onProgress: () => undefined,
    onUnknownStatus: () => undefined,
  };
});
afterAll(async () => {
  await simulator.close();
  await test.drop();
});

async function coveredDays(): Promise<number> {
  const [row] = await query<{ days: number }>(
    test.db,
    `select coalesce(sum(extract(epoch from upper(stretch) - lower(stretch)) / 86400), 0)::float as days
     from source_coverage, unnest(covered) as stretch where source = 'orders'`,
  );
  return row?.days ?? 0;
}
const someOrder = (change: Partial<OrderRows> = {}): OrderRows => ({
  order_id: '900',
  status: 'paid',
  date_created: '2026-11-19T12:00:00Z',
  date_closed: '2026-11-19T12:00:00Z',
  last_updated: '2026-11-19T12:00:00Z',
  pack_id: null,
  shipment_id: null,
  currency: 'BRL',
  total_amount: 10,
  paid_amount: 10,
  tags: [],
  cancel_code: null,
  cancel_group: null,
  cancel_requested_by: null,
  channel: null,
  missing: [],
  content_hash: 'a',
  line_listing_ids: ['MLB77'],
  lines: [
    {
      line_no: 1,
      listing_id: 'MLB77',
      title: 'Antigo',
      variation_id: null,
      user_product_id: null,
      seller_sku: null,
      quantity: 1,
      unit_price: 10,
      full_unit_price: null,
      sale_fee: 1,
    },
  ],
  payments: [
    {
      payment_id: '5',
      status: 'approved',
      transaction_amount: 10,
      transaction_amount_refunded: 2,
      date_approved: null,
    },
  ],
  ...change,
});
const store = async (...rows: OrderRows[]) =>
  (await storeOrderPage(test.db, tenantId, { connectionId, rows, now, timeZone })).taken;

describe('a sync of orders', () => {
  it('that is stopped between two days keeps the days it read, newest first, and the next one reads only the rest', async () => {
    const stop = new AbortController();
    let days = 0;
    const stopped = { ...context, signal: stop.signal, onProgress: () => void ((days += 1) === 4 && stop.abort()) };
    await expect(syncOrders(stopped, window)).rejects.toMatchObject({ name: 'AbortError' });
    const before = await coveredDays();
    expect(before).toBeGreaterThan(2);
    expect(before).toBeLessThan(4);

    const calls = () => simulator.counters()['GET /orders/search'] ?? 0;
    const made = calls();
    await syncOrders(context, window);
    expect(await coveredDays()).toBeCloseTo(9.5, 0);
    expect(calls() - made).toBeLessThanOrEqual(9);
    const again = await syncOrders(context, window);
    expect(again).toMatchObject({ ordersCreated: 0, ordersUpdated: 0 });
  });

  it('Q47 keeps the money of a listing that nobody knows, under a placeholder', async () => {
    expect(await store(someOrder())).toMatchObject([{ is_new: true }]);
    const rows = await query(test.db, `select access, title from listings where listing_id = 'MLB77'`);
    expect(rows).toEqual([{ access: 'order_only', title: 'Antigo' }]);
  });

  it('Q49 leaves an older version out, and takes one of the same instant that says something else', async () => {
    expect(
      await store(someOrder({ last_updated: '2026-11-19T11:00:00Z', status: 'confirmed', content_hash: 'b' })),
    ).toEqual([]);
    expect(await store(someOrder())).toEqual([]);
    expect(await store(someOrder({ status: 'partially_refunded', content_hash: 'c' }))).toMatchObject([
      { is_new: false },
    ]);
  });

  it('Q48 keeps what is known of a part that an answer left out', async () => {
    const without = {
      missing: ['payments', 'order_items'],
      lines: [],
      payments: [],
      last_updated: '2026-11-19T13:00:00Z',
    };
    expect(await store(someOrder({ ...without, content_hash: 'd' }))).toHaveLength(1);
    const [kept] = await query<{ lines: number; refunded: string }>(
      test.db,
      `select (select count(*)::int from order_lines where order_id = 900) as lines,
         (select sum(transaction_amount_refunded)::text from order_payments where order_id = 900) as refunded`,
    );
    expect(kept).toEqual({ lines: 1, refunded: '2' });
  });

  it('Q48 keeps an order whole when its version is told again in part, and puts the parts of two answers together', async () => {
    const version = { order_id: '903', last_updated: '2026-11-19T13:00:00Z' };
    const inPart = (missing: string[], content_hash: string) =>
      someOrder({ ...version, missing, content_hash, ...(missing.includes('order_items') && { lines: [] }) });
    const missing = async () =>
      (await query<{ missing: string[] }>(test.db, 'select missing from orders where order_id = 903'))[0]?.missing;
    await store(inPart(['order_items', 'payments'], 'e'));
    expect(await store(inPart(['order_items', 'tags'], 'f'))).toHaveLength(1);
    expect(await missing()).toEqual(['order_items']);
    expect(await store(inPart(['order_items', 'tags'], 'g'))).toEqual([]);
    expect(await store(inPart([], 'h'))).toHaveLength(1);
    expect(await store(inPart(['payments'], 'i'))).toEqual([]);
    expect(await missing()).toEqual([]);
    // What says more than that a part is missing is taken in, and what was known stays known.
    expect(await store(someOrder({ ...inPart(['payments'], 'j'), status: 'cancelled' }))).toHaveLength(1);
    expect(await missing()).toEqual([]);
    expect(await store(someOrder({ ...inPart(['payments'], 'k'), last_updated: '2026-11-19T14:00:00Z' }))).toHaveLength(
      1,
    );
    expect(await missing()).toEqual(['payments']);
  });

  it('stores nothing of a page of which one order cannot be stored', async () => {
    const broken = someOrder({ order_id: '902', currency: null as never });
    await expect(store(someOrder({ order_id: '901' }), broken)).rejects.toThrow(/currency/);
    expect(await query(test.db, 'select 1 from orders where order_id in (901, 902)')).toEqual([]);
  });
});
