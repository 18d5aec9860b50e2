import { afterEach, describe, expect, it } from 'vitest';
import { allOrders, ask, openSeller, type Seller } from './testing/open-seller.ts';

const open: Seller[] = [];
afterEach(() => Promise.all(open.splice(0).map((seller) => seller.simulator.close())));
async function start(options: Parameters<typeof openSeller>[0] = {}) {
  const seller = await openSeller(options);
  open.push(seller);
  return seller;
}
const bytes = async (seller: Seller) =>
  (
    await seller.get(
      `/orders/search?seller=${seller.sellerId}&sort=date_desc&order.date_closed.from=2026-11-10T03:00:00Z`,
    )
  ).text;
const later = async (seller: Seller, instant: string) => {
  seller.moveTo(instant);
  await seller.authorise();
};
/** Twenty local days that were closed long before. */
const settled = { 'order.date_closed.from': '2026-10-20T03:00:00Z', 'order.date_closed.to': '2026-11-10T02:00:00Z' };

describe('the world of a simulator', () => {
  it('is the same to the byte for the same seed and clock', async () => {
    const [one, other] = [await start(), await start()];
    expect(await bytes(one)).toBe(await bytes(other));
  });

  it('is another one for another seed', async () => {
    expect(await bytes(await start())).not.toBe(await bytes(await start({ seed: 'another' })));
  });

  it('does not depend on what was asked before', async () => {
    const [one, other] = [await start(), await start()];
    await allOrders(one, settled);
    await later(one, '2026-12-20T15:34:00Z');
    await bytes(one);
    await later(one, '2026-11-20T15:34:00Z');
    expect(await bytes(one)).toBe(await bytes(other));
  });

  it('brings new sales with new days and changes no old sale but by what happens to it later', async () => {
    const seller = await start();
    const before = await allOrders(seller, settled);
    await later(seller, '2026-11-27T15:34:00Z');
    const after = new Map((await allOrders(seller, settled)).map((order) => [order.id, order]));
    expect(before.length).toBeGreaterThan(300);
    expect(new Set(after.keys())).toEqual(new Set(before.map((order) => order.id)));
    const changed = before.filter((order) => JSON.stringify(after.get(order.id)) !== JSON.stringify(order));
    for (const order of changed) {
      const now = after.get(order.id);
      expect(Date.parse(now?.last_updated ?? '')).toBeGreaterThan(Date.parse('2026-11-20T15:34:00Z'));
      expect(now).toMatchObject({ date_closed: order.date_closed, order_items: order.order_items });
    }
    const week = await allOrders(seller, { 'order.date_closed.from': '2026-11-21T03:00:00Z' });
    expect(new Set(week.map((order) => order.date_closed?.slice(0, 10))).size).toBeGreaterThanOrEqual(7);
  });

  it('leaves visits that are older than 48 hours as they were', async () => {
    const seller = await start();
    const path = `/users/${seller.sellerId}/items_visits/time_window?last=60&unit=day&ending=2026-11-17`;
    const before = (await seller.get(path)).text;
    await later(seller, '2026-12-20T15:34:00Z');
    expect((await seller.get(path)).text).toBe(before);
  });

  it('does not let anybody move a clock that belongs to its caller', async () => {
    const { simulator } = await start({ control: true });
    const { status, text } = await ask(`${simulator.url}/__control/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advance_ms: 60_000 }),
    });
    expect(status).toBe(400);
    expect(text).toContain('runs on a clock of its caller');
    expect(simulator.now()).toEqual(new Date('2026-11-20T15:34:00Z'));
  });
});
