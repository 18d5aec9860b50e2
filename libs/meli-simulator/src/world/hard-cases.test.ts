import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allOrders, listingIds, openSeller, type Seller, type ToldOrder } from '../testing/open-seller.ts';

interface Told extends ToldOrder {
  currency_id: string;
  payments: { status: string; transaction_amount_refunded: number; date_approved: string | null }[];
  buyer: Record<string, unknown>;
  date_last_updated: string;
}

let seller: Seller;
let orders: Told[];
beforeAll(async () => {
  seller = await openSeller({ seed: 'any other' });
  // The 120 local days that end with the anchor day.
  orders = (await allOrders(seller, { 'order.date_created.from': '2026-07-24T03:00:00Z' })) as Told[];
});
afterAll(() => seller.simulator.close());

const count = (holds: (order: Told) => boolean) => orders.filter(holds).length;
const clock = (order: Told) => order.date_closed?.slice(11, 19);

describe('the last 120 days before the anchor day', () => {
  it('bring twenty to thirty-five orders a day, more on Mondays than on Sundays', () => {
    expect(orders.length).toBeGreaterThan(120 * 20);
    expect(orders.length).toBeLessThan(120 * 35);
    const on = (weekday: number) =>
      count((order) => new Date(Date.parse(order.date_created) - 3 * 3_600_000).getUTCDay() === weekday);
    expect(on(1)).toBeGreaterThan(on(0));
  });

  it.each<[string, (order: Told) => boolean]>([
    ['closed at 22:59:59 −04:00, still the same day in São Paulo', (one) => clock(one) === '22:59:59'],
    ['closed at 23:00:00 −04:00, the next day in São Paulo', (one) => clock(one) === '23:00:00'],
    ['closed in the last second of a month in São Paulo', (one) => /-(30|31)T22:59:59/.test(one.date_closed ?? '')],
    ['cancelled by the buyer days after the sale', (one) => one.cancel_detail?.code === 'buyer_cancel_express'],
    ['the cancelled original of a split pack', (one) => one.cancel_detail?.code === 'pack_splitted'],
    ['invalid', (one) => one.status === 'invalid'],
    ['waiting for a cancellation', (one) => one.status === 'pending_cancel'],
    ['partially refunded', (one) => one.status === 'partially_refunded'],
    [
      'paid with money back',
      (one) => one.status === 'paid' && one.payments.some((pay) => pay.transaction_amount_refunded > 0),
    ],
    [
      'paid in two goes after a refused card',
      (one) =>
        one.payments
          .map((pay) => pay.status)
          .sort()
          .join() === 'approved,approved,rejected',
    ],
    [
      'refunded over two payments',
      (one) => one.payments.filter((pay) => pay.transaction_amount_refunded > 0).length === 2,
    ],
    ['of two listings', (one) => new Set(one.order_items.map((line) => line.item.id)).size === 2],
    [
      'of one listing twice',
      (one) => new Set(one.order_items.map((line) => line.item.id)).size < one.order_items.length,
    ],
    ['of gifts', (one) => one.order_items.length > 1 && one.order_items.every((line) => line.unit_price === 0)],
    ['never paid', (one) => one.date_closed === null && one.payments.length === 0],
    [
      'paid three days after it was made',
      (one) => Date.parse(one.date_closed ?? '') - Date.parse(one.date_created) === 3 * 86_400_000,
    ],
    ['a test', (one) => one.tags.includes('test_order')],
    ['in another currency', (one) => one.currency_id !== 'BRL'],
    ['without shipping', (one) => one.tags.includes('no_shipping') && one.shipping.id === null],
    ['delivered', (one) => one.tags.includes('delivered')],
    [
      'of a listing that nobody knows any more',
      (one) => one.order_items.some((line) => line.item.id === 'MLB3900000001'),
    ],
  ])('hold an order %s', (_, holds) => {
    expect(count(holds)).toBeGreaterThan(0);
  });

  it('hold a pack over midnight and one of which one order is cancelled', () => {
    const packs = [...Map.groupBy(orders, (order) => order.pack_id)]
      .filter(([id]) => id !== null)
      .map(([, pack]) => pack);
    const daysOf = (pack: readonly Told[]) =>
      new Set(
        pack.map((order) => new Date(Date.parse(order.date_closed ?? '') - 3 * 3_600_000).toISOString().slice(0, 10)),
      );
    expect(packs.some((pack) => pack.length === 2 && daysOf(pack).size === 2)).toBe(true);
    expect(
      packs.some((pack) => pack.length === 2 && pack.filter((one) => one.status === 'cancelled').length === 1),
    ).toBe(true);
  });

  it('tell of buyers with everything that should go no further than the edge of a client', () => {
    for (const order of orders.slice(0, 50)) {
      expect(order.buyer).toEqual({
        id: expect.any(Number),
        nickname: expect.stringContaining('COMPRADOR'),
        first_name: expect.any(String),
        last_name: expect.any(String),
        billing_info: { id: expect.any(String) },
      });
    }
    expect(new Set(orders.map((order) => order.buyer.id)).size).toBeGreaterThan(1000);
  });

  it('are called for by 64 listings but the one made tomorrow, and the forgotten one is not among them', async () => {
    const ids = await listingIds(seller);
    expect(ids).toHaveLength(63);
    expect(ids).not.toContain('MLB3900000001');
    const { body } = await seller.get<object[]>('/items/bulk?ids=MLB3900000001');
    expect(body).toMatchObject([{ status_code: 404 }]);
  });

  it('write one change in two dialects, and never before the order was there', () => {
    for (const order of orders) {
      expect(Date.parse(order.last_updated)).toBe(Date.parse(order.date_last_updated));
      expect(Date.parse(order.last_updated)).toBeGreaterThanOrEqual(Date.parse(order.date_created));
      expect(Date.parse(order.last_updated)).toBeLessThanOrEqual(seller.simulator.now().getTime());
    }
  });
});
