import { describe, expect, it } from 'vitest';
import { type OrdersPage, openSeller } from '../testing/open-seller.ts';
import { CLOSING_DAYS_MAX, createWorld, LIFE_DAYS_MAX } from './create-world.ts';
import { DAY_MS, daysFrom, startOf } from './days.ts';
import { HELD_ORDERS_MAX } from './lay-out-days.ts';
import { knownAt } from './order.ts';
import type { SellerShape } from './seller-shape.ts';

const seller: SellerShape = {
  id: '1',
  nickname: 'GRANDE',
  place: 0,
  listings: 200,
  ordersPerDay: 12_000,
  historyDays: 100,
  reputation: 'good',
  hasConsent: true,
};
const open = (size: Partial<SellerShape> = {}) =>
  createWorld({ seed: 'big', anchorDay: '2026-11-20', seller: { ...seller, ...size } });

describe('a big world', () => {
  it('lays out no day before somebody asks, and holds only so many orders whatever is walked over', () => {
    const world = open();
    expect(world.heldOrders()).toBe(0);
    let seen = 0;
    let most = 0;
    for (const order of world.ordersBetween(startOf('2026-11-02'), startOf('2026-11-18'), 0)) {
      if (order) seen += 1;
      most = Math.max(most, world.heldOrders());
    }
    expect(seen).toBeGreaterThan(HELD_ORDERS_MAX * 1.4);
    expect(most).toBeLessThanOrEqual(HELD_ORDERS_MAX);
    expect(most).toBeGreaterThan(HELD_ORDERS_MAX / 2);
  });

  it('tells the same of a day that was let go, and what was done to its orders', () => {
    const world = open();
    const days = daysFrom('2026-10-01', '2026-10-14');
    const [day = ''] = days;
    const [paid] = world.ordersOfDay(day);
    const listingId = world.listings[0]?.id ?? '';
    const at = startOf(day) + DAY_MS / 2;
    world.apply({ kind: 'sale', at, recordedAt: at, listingId, quantity: 3, sequence: 0 });
    const event = { at: at + DAY_MS, kind: 'refunded', amount_cents: 1 } as const;
    world.apply({ kind: 'event', orderId: paid?.id ?? 0, event });
    const before = world.ordersOfDay(day);
    for (const other of days) world.ordersOfDay(other);
    const after = world.ordersOfDay(day);
    expect(after).not.toBe(before);
    expect(after).toEqual(before);
    expect(world.findOrder(paid?.id ?? 0)?.events).toContainEqual(event);
    expect(after.at(-1)?.lines[0]).toMatchObject({ listingId, quantity: 3 });
  });

  it('files no order further from its closing or its last change than a search looks back', () => {
    const world = open({ ordersPerDay: 300 });
    for (const day of daysFrom('2026-08-15', '2026-10-20')) {
      const start = startOf(day);
      for (const order of world.ordersOfDay(day)) {
        expect(Math.abs(order.createdAt - start)).toBeLessThan(2 * DAY_MS);
        expect(order.createdAt).toBeGreaterThanOrEqual(start - DAY_MS);
        const closed = order.events.find((one) => one.kind === 'closed');
        expect(closed?.at ?? start).toBeLessThan(start + CLOSING_DAYS_MAX * DAY_MS);
        for (const one of order.events) expect(knownAt(one)).toBeLessThan(start + LIFE_DAYS_MAX * DAY_MS);
      }
    }
  });

  it('answers over HTTP while it holds a few of its million orders', async () => {
    const world = { listings: 10_000, ordersPerDay: 2740, historyDays: 365 };
    const big = await openSeller({ world });
    const query = new URLSearchParams({
      seller: big.sellerId,
      'order.date_closed.from': '2026-03-02T03:00:00Z',
      'order.date_closed.to': '2026-03-03T02:00:00Z',
      offset: '2000',
    });
    const { body } = await big.get<OrdersPage>(`/orders/search?${query}`);
    expect(body.results).toHaveLength(50);
    expect(body.paging.total).toBeGreaterThan(2000);
    const [order] = body.results;
    expect((await big.get(`/orders/${order?.id}`)).body).toMatchObject({ id: order?.id, status: order?.status });
    const scan = `/users/${big.sellerId}/items/search?search_type=scan&limit=100`;
    expect((await big.get(scan)).body).toMatchObject({ paging: { total: 9999 } });
    await big.simulator.close();
  });
});
