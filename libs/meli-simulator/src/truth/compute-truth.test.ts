import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSeller, type Seller } from '../testing/open-seller.ts';

let seller: Seller;
beforeAll(async () => {
  seller = await openSeller();
});
afterAll(() => seller.simulator.close());

const tell = (days: number) =>
  seller.simulator.truth({
    sellerId: seller.sellerId,
    timeZone: 'America/Sao_Paulo',
    reads: [{ at: seller.simulator.now(), days }],
  });
const cents = (text: string) => Math.round(Number(text) * 100);
const MONEY = ['gmv', 'cancelled_amount', 'refunded_amount', 'sale_fee', 'seller_shipping', 'net_revenue'] as const;

describe('the truth of the simulator', () => {
  it('sums listings to the account, day by day, in every column of money and in units', () => {
    const { listingRows, accountRows } = tell(120);
    expect(accountRows).toHaveLength(120);
    for (const account of accountRows) {
      const rows = listingRows.filter((row) => row.date === account.date);
      for (const column of MONEY) {
        const sum = rows.reduce((all, row) => all + cents(row[column]), 0);
        expect(sum, `${column} of ${account.date}`).toBe(cents(account[column]));
      }
      for (const column of ['units', 'cancelled_units'] as const) {
        expect(
          rows.reduce((all, row) => all + row[column], 0),
          column,
        ).toBe(account[column]);
      }
    }
    for (const column of MONEY)
      expect(
        accountRows.some((row) => cents(row[column]) > 0),
        column,
      ).toBe(true);
  });

  it('calls the last three days provisional', () => {
    const provisional = tell(30).accountRows.filter((row) => row.provisional);
    expect(provisional.map((row) => row.date)).toEqual(['2026-11-18', '2026-11-19', '2026-11-20']);
  });

  it('files a sale of 23:59:59 in São Paulo under its day and one of a second later under the next', async () => {
    const before = tell(30);
    // Worked by hand: −03:00, so midnight is 03:00 UTC; −04:00 would file both under the 12th.
    const last = await seller.simulator.addSale({ quantity: 2, at: new Date('2026-11-13T02:59:59Z') });
    const first = await seller.simulator.addSale({ quantity: 1, at: new Date('2026-11-13T03:00:00Z') });
    const prices = await Promise.all(
      [last, first].map(async ({ orderId }) => {
        const { body } = await seller.get<{ order_items: [{ unit_price: number }] }>(`/orders/${orderId}`);
        return cents(String(body.order_items[0].unit_price));
      }),
    );
    const after = tell(30);
    const added = (date: string) => {
      const [was, is] = [before, after].map((truth) => truth.accountRows.find((row) => row.date === date));
      if (!was || !is) throw new Error(`there is no row of ${date}`);
      return {
        orders: is.orders - was.orders,
        units: is.units - was.units,
        gmv: cents(is.gmv) - cents(was.gmv),
      };
    };
    expect(added('2026-11-11')).toEqual({ orders: 0, units: 0, gmv: 0 });
    expect(added('2026-11-12')).toEqual({ orders: 1, units: 2, gmv: 2 * (prices[0] ?? 0) });
    expect(added('2026-11-13')).toEqual({ orders: 1, units: 1, gmv: prices[1] });
    expect(added('2026-11-14')).toEqual({ orders: 0, units: 0, gmv: 0 });
  });

  it('takes a cancelled sale off the net of the day it was closed on, and leaves it in the gross', async () => {
    const { orderId } = await seller.simulator.addSale({ quantity: 1, at: new Date('2026-11-09T15:00:00Z') });
    const rowOf = () => tell(30).accountRows.find((row) => row.date === '2026-11-09');
    const was = rowOf();
    await seller.simulator.cancelOrder(orderId);
    const is = rowOf();
    expect(is).toMatchObject({ orders: was?.orders, gmv: was?.gmv });
    expect((is?.cancelled_orders ?? 0) - (was?.cancelled_orders ?? 0)).toBe(1);
    expect(cents(is?.net_revenue ?? '')).toBeLessThan(cents(was?.net_revenue ?? ''));
  });

  it('knows the price of a listing only on a day when somebody read it', () => {
    const { listingRows } = tell(10);
    const priced = new Set(listingRows.filter((row) => row.price !== null).map((row) => row.date));
    expect([...priced]).toEqual(['2026-11-20']);
  });
});
