import { afterEach, describe, expect, it } from 'vitest';
import { openCallback } from '../testing/open-callback.ts';
import { listingIds, type OrdersPage, openSeller, type Seller } from '../testing/open-seller.ts';
import { SCENARIOS, type ScenarioName } from './scenarios.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(() => Promise.all(open.splice(0).map((one) => one.close())));
async function start(scenario: ScenarioName, options: Parameters<typeof openSeller>[0] = {}) {
  const seller = await openSeller({ world: { listings: 6, ordersPerDay: 12, historyDays: 20 }, ...options, scenario });
  open.push(seller.simulator);
  return seller;
}
/** What becomes of a call: its status, or `broken`; and whether it says what an answer says. */
async function outcome(seller: Seller, path: string) {
  try {
    const response = await seller.fetch(path);
    const text = await response.text();
    return { status: response.status, text, isGood: response.status < 500 && /^[[{]/.test(text) };
  } catch {
    return { status: 0, text: '', isGood: false };
  }
}
/** Many calls of different addresses, each a 404 when nothing goes wrong. */
async function outcomes(seller: Seller, count: number) {
  const found: Awaited<ReturnType<typeof outcome>>[] = [];
  for (let call = 1; call <= count; call += 1) found.push(await outcome(seller, `/orders/${call}`));
  return found;
}
/** The longest row of failures that one address has seen. */
async function mostInARow(seller: Seller, isFailure: (one: Awaited<ReturnType<typeof outcome>>) => boolean) {
  let [most, now] = [0, 0];
  for (let call = 0; call < 300; call += 1) {
    now = isFailure(await outcome(seller, '/users/me')) ? now + 1 : 0;
    most = Math.max(most, now);
  }
  return most;
}
const kindsGiven = (seller: Seller) =>
  new Set(Object.keys(seller.simulator.faultsGiven()).map((key) => key.split(' ')[0]));

const proofs: Record<ScenarioName, () => Promise<void>> = {
  async calm() {
    const seller = await start('calm');
    expect(new Set((await outcomes(seller, 100)).map(({ status }) => status))).toEqual(new Set([404]));
    expect(seller.simulator.faultsGiven()).toEqual({});
  },
  async storm() {
    const seller = await start('storm');
    const found = await outcomes(seller, 300);
    const refused = found.filter(({ status }) => status === 429);
    expect(refused.length / found.length).toBeGreaterThan(0.32);
    expect(refused.length / found.length).toBeLessThan(0.48);
    expect(refused.some(({ text }) => text === 'local_rate_limited')).toBe(true);
    expect(refused.some(({ text }) => text.startsWith('{'))).toBe(true);
    expect(await mostInARow(seller, ({ status }) => status === 429)).toBe(4);
  },
  async busy() {
    const seller = await start('busy');
    const [id] = await listingIds(seller);
    const answered = async (path: string) => {
      let count = 0;
      while ((await outcome(seller, path)).status === 200) count += 1;
      return count;
    };
    expect(await answered('/users/me')).toBe(7);
    expect(await answered(`/items/${id}/visits/time_window?last=3&unit=day`)).toBe(4);
  },
  async flaky() {
    const seller = await start('flaky');
    const found = await outcomes(seller, 500);
    const failed = found.filter(({ status, isGood }) => !isGood || status === 429).length;
    expect(failed / found.length).toBeGreaterThan(0.18);
    expect(failed / found.length).toBeLessThan(0.3);
    const kinds = SCENARIOS.flaky.options.faults.map(({ kind }) => kind);
    expect(kindsGiven(seller)).toEqual(new Set(kinds));
    expect(await mostInARow(seller, ({ status, isGood }) => !isGood || status === 429)).toBe(2);
  },
  async 'unsteady-pages'() {
    const walk = async (seller: Seller) => {
      const ids: number[] = [];
      for (;;) {
        const path = `/orders/search?seller=${seller.sellerId}&offset=${ids.length}`;
        const { body } = await seller.get<OrdersPage>(path);
        ids.push(...body.results.map((order) => order.id));
        if (ids.length >= body.paging.total) return ids;
      }
    };
    const all = new Set(await walk(await start('calm')));
    const seller = await start('unsteady-pages');
    const seen = new Set(await walk(seller));
    let isEverMissing = seen.size < all.size;
    for (let pass = 0; pass < 9; pass += 1) {
      const ids = new Set(await walk(seller));
      isEverMissing ||= ids.size < all.size;
      for (const id of ids) seen.add(id);
    }
    expect(isEverMissing).toBe(true);
    expect(seen).toEqual(all);
  },
  async 'half-answers'() {
    const seller = await start('half-answers');
    const path = `/orders/search?seller=${seller.sellerId}`;
    const whole = (await outcome(await start('calm'), path)).text;
    const found = [];
    for (let call = 0; call < 60; call += 1) found.push(await outcome(seller, path));
    expect(new Set(found.map(({ status }) => status))).toEqual(new Set([0, 200, 206]));
    for (const [index, { status, text }] of found.entries()) {
      if (status === 200) expect(text).toBe(whole);
      else expect(found[index + 1]?.status ?? 200).toBe(200);
    }
  },
  async 'odd-answers'() {
    const [odd, plain] = [await start('odd-answers'), await start('calm')];
    const ids = await listingIds(odd);
    const { body } = await odd.get<object[]>(`/items/bulk?ids=${ids}&attributes=body.id`);
    expect(body.map((entry) => Object.keys(entry))).toEqual(ids.map(() => ['body']));
    const path = `/orders/search?seller=${odd.sellerId}`;
    expect((await outcome(odd, path)).text).not.toBe((await outcome(plain, path)).text);
  },
  async 'odd-notices'() {
    const callback = await openCallback();
    open.push(callback);
    const seller = await start('odd-notices', { notifications: { callbackUrl: callback.url } });
    for (let sale = 0; sale < 40; sale += 1) await seller.simulator.addSale();
    seller.moveTo('2026-11-20T16:34:00Z');
    await seller.simulator.deliverDue();
    const told = callback.take().filter(({ topic }) => topic === 'orders_v2');
    const sent = told.map((notice) => notice._id ?? notice.id);
    expect(sent.length).toBeGreaterThan(new Set(sent).size);
    const resources = told.map(({ resource }) => resource);
    expect(resources).not.toEqual(resources.toSorted());
  },
  async outage() {
    const seller = await start('outage', { authorised: false });
    const found = await outcomes(seller, 60);
    expect(found.every(({ status }) => status === 0 || status >= 500)).toBe(true);
    expect(kindsGiven(seller)).toEqual(new Set(['proxy-page', 'reset', 'server-error']));
    expect(await seller.renew('TG-any')).toMatchObject({ status: 503 });
  },
  async blocked() {
    const seller = await start('blocked');
    const key = await seller.simulator.issueRefreshToken(seller.sellerId);
    expect(await seller.renew(key)).toMatchObject({ status: 401, body: { error: 'unauthorized_application' } });
    // A key from before it was blocked.
    await seller.simulator.setKeyRules({ isBlocked: false });
    await seller.authorise();
    await seller.simulator.setKeyRules(SCENARIOS.blocked.options.keyRules);
    expect(await seller.get('/users/me')).toMatchObject({ status: 401, body: { error: 'unauthorized_scopes' } });
  },
  async 'many-sellers'() {
    const { simulator } = await start('many-sellers');
    expect(simulator.sellers).toHaveLength(7);
    expect(simulator.sellers.filter(({ sellerId }) => simulator.lostRefreshToken(sellerId) !== null)).toHaveLength(1);
  },
};

describe('a scenario', () => {
  for (const [name, { description }] of Object.entries(SCENARIOS)) {
    it(`${name} does what it says: ${description}`, () => proofs[name as ScenarioName]());
  }

  it('leaves the last word to what is said besides, and gives such rules the first', async () => {
    const seller = await start('storm', { faults: [{ kind: 'empty', route: '/users/me' }], throttle: [] });
    expect(await outcome(seller, '/users/me')).toMatchObject({ status: 200, text: '' });
    const alone = await start('many-sellers', { sellers: ['main'] });
    expect(alone.simulator.sellers).toHaveLength(1);
  });

  it('that is not there is named, with those that are', async () => {
    await expect(start('hurricane' as ScenarioName)).rejects.toThrow(
      'there is no scenario hurricane; known: calm, storm',
    );
  });
});
