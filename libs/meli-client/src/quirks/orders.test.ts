import { addDays, businessDayOf, parseBusinessDay, startOfBusinessDay } from '@pulso/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { all } from '../testing/open-client.ts';
import { openSimulatedSeller, type SimulatedSeller } from '../testing/open-simulated-seller.ts';
import type { Order } from '../wire/order.ts';

const AT = '2026-11-20T15:34:00Z';
const ZONE = 'America/Sao_Paulo';
const TODAY = parseBusinessDay('2026-11-20');
const FROM = addDays(TODAY, -29);
const SEARCH = 'GET /orders/search';
const Page = z.object({ results: z.array(z.looseObject({ id: z.number(), status: z.string() })) });

let seller: SimulatedSeller;
let orders: Order[];
beforeAll(async () => {
  seller = await openSimulatedSeller({ at: AT, anchorDay: TODAY });
  orders = await closedSince(seller, FROM);
});
afterAll(() => seller.simulator.close());

async function closedSince({ client, sellerId }: SimulatedSeller, day: typeof TODAY): Promise<Order[]> {
  const window = { field: 'date_closed', from: startOfBusinessDay(day, ZONE), to: new Date(AT) } as const;
  return (await Array.fromAsync(client.orders.search(sellerId, window))).flatMap((page) => page.orders);
}

const ask = (path: string) =>
  fetch(`${seller.simulator.url}${path}`, { headers: { authorization: `Bearer ${seller.pair().accessToken}` } });
const cents = (amount: number | null) => Math.round((amount ?? Number.NaN) * 100);
const must = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Error('the world of this test lacks its case');
  return value;
};

describe('the search for a simulated seller’s orders', () => {
  it('Q33 a sale at 23:00 of the marketplace’s clock is a sale of the next day in São Paulo', () => {
    const late = orders.filter((order) => order.date_closed?.toISOString().slice(11, 13) === '03');
    expect(late.length).toBeGreaterThan(0);
    for (const { date_closed } of late) {
      const writtenDay = new Date(must(date_closed ?? undefined).getTime() - 4 * 3_600_000).toISOString().slice(0, 10);
      expect(businessDayOf(must(date_closed ?? undefined), ZONE)).toBe(addDays(writtenDay as never, 1));
    }
  });

  it('Q34 rows of the neighbouring hour that the marketplace lets in are cut off again', async () => {
    const from = new Date('2026-11-18T15:30:00Z');
    const to = new Date('2026-11-18T20:45:00Z');
    const bounds = `order.date_closed.from=2026-11-18T11:00:00.000-04:00&order.date_closed.to=2026-11-18T17:00:00.000-04:00`;
    const leaked = Page.parse(await (await ask(`/orders/search?seller=${seller.sellerId}&${bounds}`)).json());
    const pages = await Array.fromAsync(
      seller.client.orders.search(seller.sellerId, { field: 'date_closed', from, to }),
    );
    const cut = pages.flatMap((page) => page.orders);
    expect(leaked.results.length).toBeGreaterThan(cut.length);
    expect(cut).toEqual(
      orders.filter(({ date_closed }) => date_closed !== null && date_closed >= from && date_closed < to),
    );
  });

  it('Q35 a page of a hundred is refused by Mercado Livre, and the client asks for fifty', async () => {
    expect((await ask(`/orders/search?seller=${seller.sellerId}&limit=100`)).status).toBe(400);
    const before = seller.calls(SEARCH);
    const found = await closedSince(seller, FROM);
    expect(seller.calls(SEARCH) - before).toBe(Math.ceil(found.length / 50));
  });

  it('Q36 a window of ten thousand orders or more is read in halves, each order once', async () => {
    const large = await openSimulatedSeller({
      at: AT,
      anchorDay: TODAY,
      world: { listings: 100, ordersPerDay: 1300, historyDays: 12 },
    });
    const found = await closedSince(large, addDays(TODAY, -8));
    const [row] = [
      large.simulator.truth({ sellerId: large.sellerId, timeZone: ZONE, reads: [{ at: new Date(AT), days: 9 }] }),
    ];
    expect(found.length).toBeGreaterThan(10_000);
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
    const counted = row.accountRows.reduce((sum, day) => sum + day.orders, 0);
    const leftOut = found.filter(
      ({ tags, currency_id, cancel_detail }) =>
        tags.includes('test_order') || currency_id !== 'BRL' || cancel_detail?.code === 'pack_splitted',
    );
    expect(found.length - leftOut.length).toBe(counted);
    await large.simulator.close();
  });

  it('Q38 asking for paid orders hides those that were partially refunded, so the client asks for all', async () => {
    const bounds = `order.date_closed.from=${FROM}T00:00:00.000-04:00`;
    const paid = Page.parse(
      await (await ask(`/orders/search?seller=${seller.sellerId}&order.status=paid&${bounds}&limit=50`)).json(),
    );
    expect(paid.results.some(({ status }) => status === 'partially_refunded')).toBe(false);
    expect(orders.some(({ status }) => status === 'partially_refunded')).toBe(true);
  });

  it('Q49 an order that changed is found by its change, with the newer stamp', async () => {
    const other = await openSimulatedSeller({ at: AT, anchorDay: TODAY });
    const { orderId } = await other.simulator.addSale();
    const { order: before } = await other.client.orders.get(orderId);
    other.moveTo('2026-11-20T17:00:00Z');
    await other.simulator.cancelOrder(orderId);
    const changes = { field: 'date_last_updated', from: new Date(AT), to: new Date('2026-11-20T17:00:01Z') } as const;
    const changed = await Array.fromAsync(other.client.orders.search(other.sellerId, changes));
    const after = changed.flatMap((page) => page.orders).find(({ id }) => id === orderId);
    expect(after?.status).toBe('cancelled');
    expect(must(after).last_updated > before.last_updated).toBe(true);
    await other.simulator.close();
  });

  it('Q50 ids that come as texts are the same ids', async () => {
    const odd = await openSimulatedSeller({ at: AT, anchorDay: TODAY, toldOddly: true });
    const found = await closedSince(odd, FROM);
    expect(found.map(({ id }) => id)).toEqual(orders.map(({ id }) => id));
    expect(found.map((order) => order.payments.map(({ id }) => id))).toEqual(
      orders.map((order) => order.payments.map(({ id }) => id)),
    );
    await odd.simulator.close();
  });
});

describe('a simulated seller’s orders', () => {
  it('Q39 a cancelled one has its reason in cancel_detail, nothing paid, and is found all the same', () => {
    const cancelled = orders.filter(({ status }) => status === 'cancelled');
    expect(cancelled.length).toBeGreaterThan(0);
    for (const order of cancelled) {
      expect(order).toMatchObject({ status_detail: null, paid_amount: 0 });
      expect(order.cancel_detail?.code).toEqual(expect.any(String));
    }
  });

  it('Q40 a pack that was split has its original, which says so, and the two that replace it', () => {
    const original = must(orders.find(({ cancel_detail }) => cancel_detail?.code === 'pack_splitted'));
    const replacements = orders.filter(
      (order) =>
        order.id !== original.id &&
        order.status !== 'cancelled' &&
        order.date_closed !== null &&
        original.order_items.some(({ item }) => order.order_items.some((line) => line.item.id === item.id)),
    );
    expect(original.status).toBe('cancelled');
    expect(replacements.length).toBeGreaterThanOrEqual(1);
  });

  it('Q42 the fee is told per unit: times the quantity it is what the payments say', () => {
    const several = orders.filter(
      ({ status, order_items, payments }) =>
        status === 'paid' && payments.length === 1 && order_items.some(({ quantity }) => quantity > 1),
    );
    expect(several.length).toBeGreaterThan(0);
    for (const { order_items, payments } of several) {
      const fees = order_items.reduce((sum, line) => sum + cents(line.sale_fee) * line.quantity, 0);
      expect(cents(payments[0]?.marketplace_fee ?? null)).toBe(fees);
    }
  });

  it('Q43 what the buyer paid is not what was sold: freight is in it', () => {
    const shipped = orders.filter(
      ({ status, paid_amount, total_amount }) => status === 'paid' && paid_amount !== total_amount,
    );
    expect(shipped.length).toBeGreaterThan(0);
    for (const { order_items, total_amount } of orders) {
      const sold = order_items.reduce((sum, line) => sum + cents(line.unit_price) * line.quantity, 0);
      expect(cents(total_amount)).toBe(sold);
    }
  });

  it('Q44 several payments come in any order, rejected ones among them', () => {
    const several = must(
      orders.find(({ payments }) => payments.length > 2 && payments.some(({ status }) => status === 'rejected')),
    );
    const approved = several.payments.filter(({ status }) => status === 'approved');
    const instants = approved.map(({ date_approved }) => date_approved?.getTime() ?? Number.NaN);
    expect(approved.length).toBeGreaterThan(1);
    expect(Math.min(...instants)).toBeLessThanOrEqual(several.date_closed?.getTime() ?? 0);
  });

  it('Q47 an order may be of a listing that discovery does not name any more', async () => {
    const known = new Set(await all(seller.client.items.listIds(seller.sellerId)));
    const unknown = orders.filter(({ order_items }) => order_items.some(({ item }) => !known.has(item.id)));
    expect(unknown.length).toBeGreaterThan(0);
  });
});
