import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allOrders, openSeller, type Seller, type ToldOrder } from '../testing/open-seller.ts';

interface Told extends ToldOrder {
  currency_id: string;
  total_amount: number;
}

let seller: Seller;
let counted: Told[];
beforeAll(async () => {
  seller = await openSeller();
  const told = (await allOrders(seller, { 'order.date_closed.from': '2026-07-20T03:00:00Z' })) as Told[];
  counted = told.filter(
    (order) =>
      order.cancel_detail?.code !== 'pack_splitted' &&
      !order.tags.includes('test_order') &&
      order.currency_id === 'BRL',
  );
});
afterAll(() => seller.simulator.close());

const DAYS = 120;
const truthOf = (reads: { at: Date; days: number }[]) =>
  seller.simulator.truth({ sellerId: seller.sellerId, timeZone: 'America/Sao_Paulo', reads });
const now = () => seller.simulator.now();
/** São Paulo was three hours behind all through 2026. */
const dayOf = (order: Told) => new Date(Date.parse(order.date_closed ?? '') - 3 * 3_600_000).toISOString().slice(0, 10);
const cents = (amount: number | string) => Math.round(Number(amount) * 100);
const isCancelled = (order: Told) => order.status === 'cancelled' || order.status === 'invalid';
const sum = (orders: readonly Told[], of: (order: Told) => number) => orders.reduce((all, order) => all + of(order), 0);
const units = (order: Told) => order.order_items.reduce((all, line) => all + line.quantity, 0);

describe('the truth against a recount of what the API tells', () => {
  it('agrees on orders, units, money and cancellations of every one of 120 days', () => {
    const byDay = Map.groupBy(counted, dayOf);
    const rows = truthOf([{ at: now(), days: DAYS }]).accountRows;
    expect(rows).toHaveLength(DAYS);
    for (const row of rows) {
      const orders = byDay.get(row.date) ?? [];
      const lost = orders.filter(isCancelled);
      const kept = orders.filter((order) => !isCancelled(order));
      const fee = (order: Told) =>
        order.order_items.reduce((all, line) => all + cents(line.sale_fee) * line.quantity, 0);
      expect({ ...row, sale_fee: cents(row.sale_fee) }, row.date).toMatchObject({
        orders: orders.length,
        units: sum(orders, units),
        gmv: (sum(orders, (order) => cents(order.total_amount)) / 100).toFixed(2),
        cancelled_orders: lost.length,
        cancelled_units: sum(lost, units),
        cancelled_amount: (sum(lost, (order) => cents(order.total_amount)) / 100).toFixed(2),
        sale_fee: sum(kept, fee),
      });
    }
  });

  it('counts a pack once, on the day of its earliest order', () => {
    const first = new Map<string, Told>();
    for (const order of counted.toSorted(
      (one, other) => Date.parse(one.date_closed ?? '') - Date.parse(other.date_closed ?? ''),
    )) {
      const purchase = order.pack_id === null ? `order ${order.id}` : `pack ${order.pack_id}`;
      if (!first.has(purchase)) first.set(purchase, order);
    }
    const byDay = Map.groupBy([...first.values()], dayOf);
    for (const row of truthOf([{ at: now(), days: DAYS }]).accountRows) {
      expect(row.purchases, row.date).toBe((byDay.get(row.date) ?? []).length);
    }
  });

  it('bears the freight of every shipment once, unless all of its orders are cancelled', async () => {
    // A window without everyday sales is small enough to ask for each shipment.
    const quiet = await openSeller({ world: { ordersPerDay: 0 } });
    const told = (await allOrders(quiet, {
      'order.date_closed.from': '2026-10-22T03:00:00Z',
      'order.date_closed.to': '2026-11-20T14:00:00Z',
    })) as Told[];
    const shipped = told.filter(
      (order) =>
        !isCancelled(order) && !order.tags.includes('test_order') && order.currency_id === 'BRL' && order.shipping.id,
    );
    let freight_cents = 0;
    for (const id of new Set(shipped.map((order) => order.shipping.id))) {
      const { body } = await quiet.get<{ senders: { cost: number }[] }>(`/shipments/${id}/costs`);
      freight_cents += cents(body.senders[0]?.cost ?? 0);
    }
    const { accountRows } = quiet.simulator.truth({
      sellerId: quiet.sellerId,
      timeZone: 'America/Sao_Paulo',
      reads: [{ at: quiet.simulator.now(), days: 30 }],
    });
    await quiet.simulator.close();
    expect(freight_cents).toBeGreaterThan(0);
    expect(accountRows.reduce((all, row) => all + cents(row.seller_shipping), 0)).toBe(freight_cents);
  });
});
