import { afterAll, beforeAll, expect, it } from 'vitest';
import { listingIds, type OrdersPage, openSeller, type Seller } from '../testing/open-seller.ts';

let plain: Seller;
let odd: Seller;
let ids: string[];
beforeAll(async () => {
  plain = await openSeller();
  odd = await openSeller({ toldOddly: true });
  ids = await listingIds(plain);
});
afterAll(() => Promise.all([plain.simulator.close(), odd.simulator.close()]));

it('told oddly, some listings have no price, a status or a delivery that nobody knows, and the others are told as ever', async () => {
  const path = `/items/bulk?ids=${ids.slice(0, 20).join(',')}`;
  const told = await odd.get<{ body: object }[]>(path);
  const usual = await plain.get<{ body: object }[]>(path);
  const changed = told.body.flatMap(({ body }, index) => {
    const before = usual.body[index]?.body ?? {};
    return Object.keys(body).filter(
      (key) => JSON.stringify(Reflect.get(body, key)) !== JSON.stringify(Reflect.get(before, key)),
    );
  });
  expect(new Set(changed)).toEqual(new Set(['price', 'base_price', 'status', 'sub_status', 'shipping']));
});

it('told oddly, the closing page of a scan is null', async () => {
  const scan = `/users/${odd.sellerId}/items/search?search_type=scan&limit=100`;
  const first = await odd.get<{ scroll_id: string; results: string[] }>(scan);
  const last = await odd.get<{ results: string[] | null }>(
    `${scan}&scroll_id=${encodeURIComponent(first.body.scroll_id)}`,
  );
  expect(first.body.results.length).toBeGreaterThan(0);
  expect(last.body.results).toBeNull();
});

it('told oddly, ids are texts, refusals are as ever, and the truth is the same', async () => {
  const search = `/orders/search?seller=${odd.sellerId}&limit=5`;
  const [told, usual] = [await odd.get<OrdersPage>(search), await plain.get<OrdersPage>(search)];
  expect(told.body.results.map(({ id }) => id)).toEqual(usual.body.results.map(({ id }) => String(id)));
  expect((await odd.get('/orders/2000099999999999')).text).toBe((await plain.get('/orders/2000099999999999')).text);
  const query = {
    sellerId: odd.sellerId,
    timeZone: 'America/Sao_Paulo',
    reads: [{ at: odd.simulator.now(), days: 5 }],
  };
  expect(odd.simulator.truth(query)).toEqual(plain.simulator.truth(query));
});
