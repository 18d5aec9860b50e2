import { afterEach, describe, expect, it } from 'vitest';
import { type OrdersPage, openSeller, type Seller } from '../testing/open-seller.ts';
import type { FaultRuleWish } from './fault-rule.ts';

const open: Seller[] = [];
afterEach(() => Promise.all(open.splice(0).map((seller) => seller.simulator.close())));
async function start() {
  const seller = await openSeller({ world: { listings: 6, ordersPerDay: 12, historyDays: 20 } });
  open.push(seller);
  const page = async (offset: number, limit = 50) => {
    const query = new URLSearchParams({ seller: seller.sellerId, offset: String(offset), limit: String(limit) });
    const { body } = await seller.get<OrdersPage>(`/orders/search?${query}`);
    return { ids: body.results.map(({ id }) => id), paging: body.paging };
  };
  /** One pass, advancing by what came. */
  const walk = async () => {
    const seen: number[] = [];
    for (;;) {
      const { ids, paging } = await page(seen.length);
      seen.push(...ids);
      if (ids.length === 0 || seen.length >= paging.total) return seen;
    }
  };
  return { seller, page, walk };
}

describe('the total of a search', () => {
  it('is off where the window is wide, and right for a day and for those who ask for no more', async () => {
    const { seller } = await start();
    const total = async (from: string, to: string) => {
      const query = new URLSearchParams({
        seller: seller.sellerId,
        'order.date_closed.from': `${from}T00:00:00.000-04:00`,
        'order.date_closed.to': `${to}T00:00:00.000-04:00`,
      });
      return (await seller.get<OrdersPage>(`/orders/search?${query}`)).body.paging.total;
    };
    const [day, week] = [await total('2026-11-18', '2026-11-19'), await total('2026-11-12', '2026-11-19')];
    expect(week).toBeGreaterThan(day);
    seller.simulator.setFaults([{ kind: 'wide-total', by: 7 }]);
    expect(await total('2026-11-18', '2026-11-19')).toBe(day);
    expect(await total('2026-11-12', '2026-11-19')).toBe(week + 7);
    expect(seller.simulator.faultsGiven()).toEqual({ 'wide-total GET /orders/search': 1 });
  });
});

describe('pages of a search that moves while it is walked', () => {
  it('Q37 begin with the last row of the page before, lack a row, or are short, and speak of themselves as if nothing was', async () => {
    const { seller, page } = await start();
    const [first, second, both] = [await page(0), await page(50), await page(0, 51)];
    const told = async (how: 'repeat-last' | 'drop-one' | 'short', offset = 50) => {
      seller.simulator.setFaults([{ kind: 'page', how }]);
      const { ids, paging } = await page(offset);
      expect(paging).toEqual({ ...first.paging, offset });
      return ids;
    };
    expect(await told('repeat-last')).toEqual([first.ids.at(-1), ...second.ids.slice(0, -1)]);
    expect(await told('repeat-last', 0)).toEqual(first.ids);
    const lacking = await told('drop-one', 0);
    expect(lacking).toHaveLength(50);
    expect(both.ids.filter((id) => !lacking.includes(id))).toHaveLength(1);
    expect(lacking.at(-1)).toBe(both.ids.at(-1));
    const short = await told('short');
    expect(short.length).toBeGreaterThan(0);
    expect(short.length).toBeLessThan(50);
    expect(short).toEqual(second.ids.slice(0, short.length));
  });

  it('Q37 tell every order in the end to who walks them again, although a single walk misses some and repeats some', async () => {
    const { seller, walk } = await start();
    const all = new Set(await walk());
    expect(all.size).toBeGreaterThan(150);
    const rules: FaultRuleWish[][] = [
      [{ kind: 'page', probability: 0.5 }],
      [{ kind: 'page', how: 'repeat-last', inARow: 1 }],
      [{ kind: 'page', how: 'drop-one', inARow: 1 }],
    ];
    for (const faults of rules) {
      seller.simulator.setFaults(faults);
      const once = await walk();
      const seen = new Set(once);
      expect(seen.size).toBeLessThan(all.size);
      expect(once.length).toBeGreaterThan(seen.size);
      for (let pass = 1; pass < 10 && seen.size < all.size; pass += 1) for (const id of await walk()) seen.add(id);
      expect(seen).toEqual(all);
    }
  });

  it('are drawn anew for each pass, and the same again for the same rules', async () => {
    const { seller, walk } = await start();
    const twice = async () => {
      seller.simulator.setFaults([{ kind: 'page', probability: 0.7 }]);
      return [await walk(), await walk()];
    };
    const [first, second] = await twice();
    expect(first).not.toEqual(second);
    expect(await twice()).toEqual([first, second]);
  });
});
