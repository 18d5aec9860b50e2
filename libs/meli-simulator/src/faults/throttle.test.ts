import { afterEach, describe, expect, it } from 'vitest';
import { ask, openSeller, type Seller } from '../testing/open-seller.ts';
import type { ThrottleRuleWish } from './throttle-rule.ts';

const open: Seller[] = [];
afterEach(() => Promise.all(open.splice(0).map((seller) => seller.simulator.close())));
async function start(throttle: ThrottleRuleWish[], options: Parameters<typeof openSeller>[0] = {}) {
  const seller = await openSeller({ world: { listings: 3, ordersPerDay: 1, historyDays: 2 }, ...options, throttle });
  open.push(seller);
  return seller;
}
async function calls(seller: Seller, count: number, path = '/users/me') {
  const answers: { status: number; kind: string | undefined; retryAfter: string | null }[] = [];
  for (let call = 0; call < count; call += 1) {
    const { status, headers } = await seller.fetch(path);
    const kind = headers.get('content-type')?.split(';')[0];
    answers.push({ status, kind, retryAfter: headers.get('retry-after') });
  }
  return answers;
}
const statuses = async (...asked: Parameters<typeof calls>) => (await calls(...asked)).map(({ status }) => status);

describe('calls beyond a rate', () => {
  it('are refused as JSON and as text in turn until simulated time has passed', async () => {
    const seller = await start([{ perSecond: 2, burst: 3 }]);
    const answers = await calls(seller, 6);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429, 429]);
    expect(answers.slice(3).map(({ kind }) => kind)).toEqual(['application/json', 'text/plain', 'application/json']);
    expect(answers.every(({ retryAfter }) => retryAfter === null)).toBe(true);
    seller.moveTo('2026-11-20T15:34:01Z');
    expect(await statuses(seller, 4)).toEqual([200, 200, 429, 429]);
    seller.moveTo('2026-11-20T15:44:00Z');
    expect(await statuses(seller, 4)).toEqual([200, 200, 200, 429]);
    expect(seller.simulator.faultsGiven()).toEqual({ 'throttled GET /users/me': 6 });
  });

  it('are counted for each endpoint by itself, whatever was asked of it', async () => {
    const seller = await start([{ perSecond: 1, burst: 2 }]);
    expect(await statuses(seller, 3)).toEqual([200, 200, 429]);
    expect(await statuses(seller, 1, '/orders/1')).toEqual([404]);
    expect(await statuses(seller, 2, '/orders/2')).toEqual([404, 429]);
  });

  it('are told how long to wait where the rate says so, and after that they are answered', async () => {
    const seller = await start([{ route: '/users/*', perSecond: 0.2, retryAfter: 'always' }]);
    expect((await calls(seller, 3)).map(({ retryAfter }) => retryAfter)).toEqual([null, '5', '5']);
    seller.moveTo('2026-11-20T15:34:05Z');
    expect(await statuses(seller, 1)).toEqual([200]);
    seller.simulator.setThrottle([{ perSecond: 0.2, retryAfter: 'alternating', as: 'text' }]);
    expect((await calls(seller, 4)).slice(1)).toEqual([
      { status: 429, kind: 'text/plain', retryAfter: '5' },
      { status: 429, kind: 'text/plain', retryAfter: null },
      { status: 429, kind: 'text/plain', retryAfter: '5' },
    ]);
  });

  it('are those that the first fitting rate means, and none without a rate', async () => {
    const seller = await start([
      { route: '/orders/*', perSecond: 100 },
      { route: '/*', perSecond: 1 },
    ]);
    expect(await statuses(seller, 2)).toEqual([200, 429]);
    expect(await statuses(seller, 3, '/orders/1')).toEqual([404, 404, 404]);
    seller.simulator.setThrottle([]);
    expect(new Set(await statuses(seller, 20))).toEqual(new Set([200]));
  });

  it('are ruled by the control interface, which says what is wrong with a rate', async () => {
    const seller = await start([], { control: true });
    const address = `${seller.simulator.url}/__control/throttle`;
    const post = (rules: unknown) =>
      ask(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(rules) });
    expect((await post([{ perSecond: 1 }])).status).toBe(200);
    expect(await statuses(seller, 2)).toEqual([200, 429]);
    expect((await ask(address)).body).toMatchObject({ rules: [{ perSecond: 1 }] });
    await ask(address, { method: 'DELETE' });
    expect(await statuses(seller, 2)).toEqual([200, 200]);
    const wrong = await post([{ perSecond: 0 }]);
    expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining('perSecond')]);
  });
});
