import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allOrders, listingIds, type OrdersPage, openSeller, type Seller } from '../testing/open-seller.ts';

let seller: Seller;
let anyListing: string;
beforeAll(async () => {
  seller = await openSeller();
  [anyListing = ''] = await listingIds(seller);
});
afterAll(() => seller.simulator.close());

const search = (query: Record<string, string>) =>
  seller.get<OrdersPage>(`/orders/search?${new URLSearchParams({ seller: seller.sellerId, ...query })}`);
const closed = (from: string, to: string) => ({ 'order.date_closed.from': from, 'order.date_closed.to': to });

describe('orders of the simulated marketplace', () => {
  it('takes fifty-one a page and not one more', async () => {
    const { body } = await search({ limit: '51' });
    expect(body.results).toHaveLength(51);
    expect((await search({ limit: '52' })).status).toBe(400);
  });

  it('refuses an offset of ten thousand', async () => {
    expect((await search({ offset: '9999' })).status).toBe(200);
    expect((await search({ offset: '10000' })).status).toBe(400);
  });

  it('counts bounds by the hour, so that the rest of the last hour leaks in', async () => {
    const { orderId: early } = await seller.simulator.addSale({ at: new Date('2026-11-12T13:05:00Z') });
    const { orderId: late } = await seller.simulator.addSale({ at: new Date('2026-11-12T14:55:00Z') });
    const { orderId: beyond } = await seller.simulator.addSale({ at: new Date('2026-11-12T15:00:00Z') });
    const found = await allOrders(seller, closed('2026-11-12T10:30:00.000-03:00', '2026-11-12T11:10:00.000-03:00'));
    const ids = found.map((order) => String(order.id));
    expect(ids).toContain(early);
    expect(ids).toContain(late);
    expect(ids).not.toContain(beyond);
  });

  it('writes every instant at four hours behind, on both sides of midnight in São Paulo', async () => {
    const { orderId } = await seller.simulator.addSale({ at: new Date('2026-11-13T02:59:59Z') });
    const { body, text } = await seller.get<{ date_closed: string }>(`/orders/${orderId}`);
    expect(body.date_closed).toBe('2026-11-12T22:59:59.000-04:00');
    expect(text).toMatch(/"date_created":"2026-11-12T\d\d:\d\d:\d\d\.000-04:00"/);
  });

  it('sorts by the instant of closing, one way or the other', async () => {
    const day = closed('2026-11-10T03:00:00Z', '2026-11-11T02:00:00Z');
    const up = (await allOrders(seller, { ...day, sort: 'date_asc' })).map((order) => order.date_closed);
    const down = (await allOrders(seller, { ...day, sort: 'date_desc' })).map((order) => order.date_closed);
    expect(up.length).toBeGreaterThan(5);
    expect(up).toEqual(up.toSorted((one, other) => Date.parse(one ?? '') - Date.parse(other ?? '')));
    expect(down).toEqual(up.toReversed());
  });

  it('holds orders that were never paid, found by creation and by no date of closing', async () => {
    const created = await allOrders(seller, {
      'order.date_created.from': '2026-10-20T00:00:00Z',
      'order.date_created.to': '2026-11-19T00:00:00Z',
    });
    const open = created.filter((order) => order.date_closed === null);
    expect(open.length).toBeGreaterThan(0);
    expect(new Set(open.map((order) => order.status))).toContain('payment_required');
    expect(open.some((order) => order.status === 'paid')).toBe(false);
    const ids = new Set(
      (await allOrders(seller, closed('2026-10-20T00:00:00Z', '2026-11-20T00:00:00Z'))).map((order) => order.id),
    );
    expect(open.some((order) => ids.has(order.id))).toBe(false);
  });

  it('tells of cancelled orders too, and hides partial refunds from a search for paid ones', async () => {
    const month = closed('2026-10-20T00:00:00Z', '2026-11-20T00:00:00Z');
    const statuses = new Set((await allOrders(seller, month)).map((order) => order.status));
    expect([...statuses]).toEqual(expect.arrayContaining(['paid', 'cancelled', 'partially_refunded', 'invalid']));
    const paid = await allOrders(seller, { ...month, 'order.status': 'paid' });
    expect(new Set(paid.map((order) => order.status))).toEqual(new Set(['paid']));
  });

  it('finds a refund of an old sale by its last change, and shows the money that went back', async () => {
    const { orderId } = await seller.simulator.addSale({ at: new Date('2026-08-03T15:00:00Z'), quantity: 2 });
    await seller.simulator.refundOrder(orderId, { amount_cents: 500 });
    const changed = await allOrders(seller, { 'order.date_last_updated.from': '2026-11-20T15:00:00Z' });
    const order = changed.find((one) => String(one.id) === orderId);
    expect(order).toMatchObject({ status: 'partially_refunded', payments: [{ transaction_amount_refunded: 5 }] });
  });

  it('tells of a sale that was added for a day long before the world begins', async () => {
    const { orderId } = await seller.simulator.addSale({ listingId: anyListing, at: new Date('2023-05-02T15:00:00Z') });
    expect(await seller.get(`/orders/${orderId}`)).toMatchObject({ status: 200, body: { id: Number(orderId) } });
  });

  it('shows nothing of tomorrow and nothing of another seller', async () => {
    const today = await allOrders(seller, { 'order.date_created.from': '2026-11-20T03:00:00Z' });
    expect(today.length).toBeGreaterThan(0);
    for (const order of today)
      expect(Date.parse(order.date_created)).toBeLessThanOrEqual(seller.simulator.now().getTime());
    expect((await search({ seller: '1' })).status).toBe(403);
    for (const id of ['2000009999999999', '1', '9007199254740991']) {
      expect((await seller.get(`/orders/${id}`)).status, id).toBe(404);
    }
  });
});
