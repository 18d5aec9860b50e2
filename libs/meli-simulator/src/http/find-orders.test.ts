import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSeller, type Seller } from '../testing/open-seller.ts';

const world = { listings: 40, ordersPerDay: 200, historyDays: 60 };
let walking: Seller;
let other: Seller;
beforeAll(async () => {
  [walking, other] = await Promise.all([openSeller({ world }), openSeller({ world })]);
});
afterAll(() => Promise.all([walking.simulator.close(), other.simulator.close()]));

const START = Date.parse('2026-11-20T15:34:00Z');
const search = (seller: Seller, query: string) =>
  seller.get<{ paging: { total: number } }>(`/orders/search?seller=${seller.sellerId}&${query}`);

describe('searches that are remembered', () => {
  it.each([
    'order.date_last_updated.from=2026-11-20T14:00:00Z',
    'order.date_closed.from=2026-11-20T03:00:00Z&sort=date_desc',
    'order.date_created.from=2026-11-18T03:00:00Z&order.status=paid',
    'order.date_closed.from=2026-11-20T03:00:00Z&order.date_last_updated.from=2026-11-20T15:00:00Z',
    'q=Garrafa&sort=date_desc',
  ])('tell what a search from nothing tells, minute by minute: %s', async (query) => {
    const totals = new Set<number>();
    for (let minute = 0; minute < 100; minute += 4) {
      const now = new Date(START + minute * 60_000).toISOString();
      walking.moveTo(now);
      other.moveTo(now);
      const remembered = await search(walking, query);
      // A filter that the marketplace does not know changes nothing but what is remembered.
      const anew = await search(other, `${query}&unknown=${minute}`);
      expect(remembered.text).toBe(anew.text);
      totals.add(remembered.body.paging.total);
    }
    walking.moveTo(new Date(START).toISOString());
    other.moveTo(new Date(START).toISOString());
    expect((await search(walking, query)).text).toBe((await search(other, `${query}&unknown=again`)).text);
    expect(totals.size).toBeGreaterThan(1);
  });

  it('are asked anew after a sale, a refund or a cancellation from outside', async () => {
    const query = 'order.date_last_updated.from=2026-11-20T15:00:00Z&order.status=paid&limit=51';
    const told = async () => (await search(walking, query)).text;
    const before = await told();
    const { orderId } = await walking.simulator.addSale({ at: new Date('2026-09-01T15:00:00Z') });
    expect(before).not.toContain(orderId);
    expect(await told()).toContain(orderId);
    await walking.simulator.refundOrder(orderId, { amount_cents: 100, staysPaid: true });
    expect(await told()).toContain('"transaction_amount_refunded":1,');
    await walking.simulator.cancelOrder(orderId);
    expect(await told()).toBe(before);
  });
});
