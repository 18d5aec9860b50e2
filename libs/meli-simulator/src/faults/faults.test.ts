import { afterEach, describe, expect, it } from 'vitest';
import { ask, listingIds, type OrdersPage, openSeller, type Seller } from '../testing/open-seller.ts';
import type { FaultRuleWish } from './fault-rule.ts';

const open: Seller[] = [];
afterEach(() => Promise.all(open.splice(0).map((seller) => seller.simulator.close())));
async function start(faults: FaultRuleWish[] = [], options: Parameters<typeof openSeller>[0] = {}) {
  const seller = await openSeller({ world: { listings: 6, ordersPerDay: 4, historyDays: 5 }, ...options, faults });
  open.push(seller);
  return seller;
}
/** Status, kind, `Retry-After` and text of the answer to a good call. */
async function look(seller: Seller, path = '/users/me') {
  const response = await seller.fetch(path);
  const { status, headers } = response;
  const kind = headers.get('content-type')?.split(';')[0];
  return { status, kind, retryAfter: headers.get('retry-after'), text: await response.text() };
}
const statuses = async (seller: Seller, paths: readonly string[]) => {
  const found: number[] = [];
  for (const path of paths) found.push((await look(seller, path)).status);
  return found;
};

describe('a fault in the place of an answer', () => {
  it('Q62 Q63 is a 429 as JSON and as plain text in turn, with Retry-After where the rule says so', async () => {
    const seller = await start([{ kind: 'too-many-requests', retryAfter_s: 7 }]);
    const json = { message: 'Too Many Requests', error: 'too_many_requests', status: 429, cause: [] };
    const first = await look(seller);
    expect(first).toMatchObject({ status: 429, kind: 'application/json', retryAfter: '7' });
    expect(JSON.parse(first.text)).toEqual(json);
    expect(await look(seller)).toEqual({
      status: 429,
      kind: 'text/plain',
      retryAfter: '7',
      text: 'local_rate_limited',
    });
    seller.simulator.setFaults([{ kind: 'too-many-requests', as: 'text' }]);
    const texts = [await look(seller), await look(seller)];
    expect(texts.map(({ text, retryAfter }) => [text, retryAfter])).toEqual([
      ['local_rate_limited', null],
      ['local_rate_limited', null],
    ]);
  });

  it('Q65 is an error of the server as JSON in each of its four numbers', async () => {
    const seller = await start();
    for (const status of [500, 502, 503, 504] as const) {
      seller.simulator.setFaults([{ kind: 'server-error', status }]);
      const answer = await look(seller);
      expect(answer).toMatchObject({ status, kind: 'application/json' });
      expect(JSON.parse(answer.text)).toMatchObject({ status, message: expect.any(String), error: expect.any(String) });
    }
  });

  it('Q65 is a page of a proxy, also one that calls itself a success', async () => {
    const seller = await start();
    for (const status of [200, 502] as const) {
      seller.simulator.setFaults([{ kind: 'proxy-page', status }]);
      const answer = await look(seller);
      expect(answer).toMatchObject({ status, kind: 'text/html' });
      expect(answer.text).toMatch(/^<html>/);
    }
  });

  it('Q65 is a 200 or a 429 without anything in it', async () => {
    const seller = await start();
    for (const status of [200, 429] as const) {
      seller.simulator.setFaults([{ kind: 'empty', status }]);
      expect(await look(seller)).toMatchObject({ status, text: '' });
    }
  });

  it('is a refusal of a call that is allowed, in each of its words', async () => {
    const seller = await start();
    const cases = [
      { as: 'invalid-token', status: 401, says: 'invalid access token' },
      { as: 'invalid-caller', status: 403, says: 'Invalid caller.id' },
      { as: 'policy-agent', status: 403, says: 'PA_UNAUTHORIZED_RESULT_FROM_POLICIES' },
      { as: 'access-denied', status: 403, says: 'access_denied' },
      { as: 'invalid-scopes', status: 403, says: 'Invalid scopes' },
    ] as const;
    for (const { as, status, says } of cases) {
      seller.simulator.setFaults([{ kind: 'refused', as }]);
      const answer = await look(seller);
      expect(answer.status, as).toBe(status);
      expect(answer.text, as).toContain(says);
    }
  });

  it('is a connection that breaks before anything was done', async () => {
    const seller = await start([{ kind: 'reset', calls: 1 }]);
    await expect(seller.fetch('/users/me')).rejects.toThrow('fetch failed');
    expect((await look(seller)).status).toBe(200);
  });

  it('is a connection that breaks inside the answer, after everything was done', async () => {
    const seller = await start([{ kind: 'reset', at: 'half-answer', route: 'POST /oauth/token', calls: 1 }], {
      authorised: false,
    });
    const key = await seller.simulator.issueRefreshToken(seller.sellerId);
    await expect(seller.renew(key)).rejects.toThrow('terminated');
    expect(await seller.renew(key)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('is a connection on which nothing ever comes, until it is cut', async () => {
    const seller = await start([{ kind: 'hang', cap_ms: 20 }]);
    await expect(seller.fetch('/users/me')).rejects.toThrow('fetch failed');
    expect(seller.simulator.faultsGiven()).toEqual({ 'hang GET /users/me': 1 });
  });
});

describe('calls that are kept waiting', () => {
  for (const rule of [
    { kind: 'hang', route: '/users/me' },
    { kind: 'slow', route: '/users/me', latency_ms: 3_600_000 },
  ] as const) {
    it(`are open after others were answered, and end with the simulator: ${rule.kind}`, async () => {
      const seller = await start([rule]);
      let isOver = false;
      const waiting = seller.fetch('/users/me').then(
        () => 'answered',
        () => 'cut',
      );
      void waiting.finally(() => {
        isOver = true;
      });
      while (!(`${rule.kind} GET /users/me` in seller.simulator.faultsGiven())) await listingIds(seller);
      expect(isOver).toBe(false);
      await seller.simulator.close();
      expect(await waiting).toBe('cut');
    });
  }

  it('are answered in the end as if nothing had been', async () => {
    const seller = await start();
    const { text } = await look(seller);
    seller.simulator.setFaults([{ kind: 'slow', latency_ms: 1 }]);
    expect(await look(seller)).toMatchObject({ status: 200, text });
    expect(seller.simulator.faultsGiven()).toEqual({ 'slow GET /users/me': 1 });
  });

  it('meet what other rules hold for them afterwards', async () => {
    const seller = await start([{ kind: 'server-error' }, { kind: 'slow', latency_ms: 1 }]);
    expect((await look(seller)).status).toBe(503);
    expect(seller.simulator.faultsGiven()).toEqual({ 'slow GET /users/me': 1, 'server-error GET /users/me': 1 });
  });
});

describe('the parts that a 206 lacks', () => {
  it('Q48 are not in the order, and are named', async () => {
    const seller = await start();
    const { body } = await seller.get<OrdersPage>(`/orders/search?seller=${seller.sellerId}`);
    const path = `/orders/${body.results[0]?.id}`;
    const whole = await seller.get<object>(path);
    seller.simulator.setFaults([{ kind: 'partial', missing: ['payments', 'shipping', 'no_such_part'] }]);
    const response = await seller.fetch(path);
    expect(response.status).toBe(206);
    expect(response.headers.get('x-content-missing')).toBe('payments,shipping');
    const { payments, shipping, ...rest } = whole.body as Record<string, unknown>;
    expect([payments, shipping]).toEqual([expect.anything(), expect.anything()]);
    expect(await response.json()).toEqual(rest);
  });

  it('are not in some rows of a page, and in the others they are', async () => {
    const seller = await start([{ kind: 'partial', missing: ['payments'], rows: 0.3 }]);
    const response = await seller.fetch(`/orders/search?seller=${seller.sellerId}`);
    expect([response.status, response.headers.get('x-content-missing')]).toEqual([206, 'payments']);
    const { results } = (await response.json()) as { results: object[] };
    const lacking = results.filter((row) => !('payments' in row)).length;
    expect(lacking).toBe(Math.round(results.length * 0.3));
    expect(lacking).toBeGreaterThan(0);
  });

  it('are drawn where the rule names none, and are then really gone from a listing', async () => {
    const seller = await start();
    const [id] = await listingIds(seller);
    const whole = (await seller.get<object>(`/items/${id}`)).body;
    seller.simulator.setFaults([{ kind: 'partial' }]);
    for (const path of [`/items/${id}`, `/items/bulk?ids=${id}`]) {
      const response = await seller.fetch(path);
      const missing = response.headers.get('x-content-missing')?.split(',') ?? [];
      const told = (await response.json()) as object | [{ body: object }];
      const listing = Array.isArray(told) ? told[0].body : told;
      expect(response.status).toBe(206);
      expect(Object.keys(whole).filter((field) => !(field in listing))).toEqual(missing);
    }
  });

  it('are not named in the answer about a user', async () => {
    const seller = await start([{ kind: 'partial', missing: ['seller_reputation'] }]);
    const response = await seller.fetch('/users/me');
    expect([response.status, response.headers.get('x-content-missing')]).toEqual([206, null]);
    expect(await response.json()).not.toHaveProperty('seller_reputation');
  });

  it('leave an answer whole that has none of them, and a refusal as it is', async () => {
    const seller = await start([{ kind: 'partial', missing: ['payments'] }]);
    const [id] = await listingIds(seller);
    expect(await statuses(seller, [`/items/${id}`, '/orders/1'])).toEqual([200, 404]);
    seller.simulator.setFaults([{ kind: 'partial', missing: ['message'] }]);
    expect(await seller.get('/orders/1')).toMatchObject({ status: 404, body: { message: 'Order 1 not found' } });
    expect(seller.simulator.faultsGiven()).toEqual({});
  });
});

describe('the rules of faults', () => {
  const paths = Array.from({ length: 200 }, (_, index) => `/orders/${index + 1}`);
  const third: FaultRuleWish = { kind: 'server-error', probability: 0.3 };

  it('strike the same calls again for the same seed, however the calls are interleaved', async () => {
    const [one, other, another] = [
      await start([third]),
      await start([third]),
      await start([third], { faultSeed: 'another' }),
    ];
    const inOrder = await statuses(one, paths);
    const backwards = (await statuses(other, paths.toReversed())).toReversed();
    const failed = inOrder.filter((status) => status === 503).length;
    expect(backwards).toEqual(inOrder);
    expect(await statuses(another, paths)).not.toEqual(inOrder);
    expect(failed).toBeGreaterThan(40);
    expect(failed).toBeLessThan(80);
    one.simulator.setFaults([third]);
    expect(await Promise.all(paths.map(async (path) => (await look(one, path)).status))).toEqual(inOrder);
  });

  it('give the same address another chance each time', async () => {
    const seller = await start([{ ...third, probability: 0.5 }]);
    const found = await statuses(
      seller,
      paths.map(() => '/users/me'),
    );
    const failed = found.filter((status) => status === 503).length;
    expect(failed).toBeGreaterThan(70);
    expect(failed).toBeLessThan(130);
  });

  it('strike the next calls only, where they say how many', async () => {
    const seller = await start([{ kind: 'server-error', calls: 2 }]);
    expect(await statuses(seller, ['/users/me', '/orders/1', '/users/me', '/orders/1'])).toEqual([503, 503, 200, 404]);
  });

  it('spare an address that has failed often enough in a row', async () => {
    const seller = await start([{ kind: 'server-error', inARow: 2 }]);
    const again = ['/users/me', '/users/me', '/users/me'];
    expect(await statuses(seller, [...again, '/orders/1', ...again])).toEqual([503, 503, 200, 503, 503, 503, 200]);
  });

  it('strike the routes that they name: a template, a path, a family, a method', async () => {
    const seller = await start();
    const [id] = await listingIds(seller);
    const asked = ['/users/me', '/orders/1', '/orders/1/shipments', `/items/${id}`, `/items/${id}/sale_price`];
    const struck = async (route: string) => {
      seller.simulator.setFaults([{ kind: 'server-error', route }]);
      return (await statuses(seller, asked)).map((status) => status === 503);
    };
    expect(await struck('/orders/:id')).toEqual([false, true, false, false, false]);
    expect(await struck('/orders/*')).toEqual([false, true, true, false, false]);
    expect(await struck(`/items/${id}`)).toEqual([false, false, false, true, false]);
    expect(await struck('*/sale_price')).toEqual([false, false, false, false, true]);
    expect(await struck('POST /orders/*')).toEqual([false, false, false, false, false]);
  });

  it('leave keys, the screen where sellers agree and the control interface alone unless they name them', async () => {
    const seller = await start([{ kind: 'server-error' }], { control: true });
    const agree = { response_type: 'code', client_id: seller.simulator.clientId, redirect_uri: 'http://127.0.0.1/' };
    const screen = `/authorization?${new URLSearchParams(agree)}`;
    expect(await statuses(seller, ['/users/me', screen, '/__control/state'])).toEqual([503, 302, 200]);
    expect(await seller.authorise()).toMatch(/^TG-/);
    seller.simulator.setFaults([
      { kind: 'server-error', route: 'POST /oauth/token' },
      { kind: 'server-error', route: '/authorization' },
      { kind: 'server-error', route: '/__control/*' },
    ]);
    expect(await statuses(seller, [screen, '/__control/state'])).toEqual([503, 200]);
    expect(await seller.renew('TG-any')).toMatchObject({ status: 503 });
  });

  it('are read, replaced and ended by the control interface, which says what is wrong with them', async () => {
    const seller = await start([], { control: true });
    const address = `${seller.simulator.url}/__control/faults`;
    const post = (rules: unknown) =>
      ask(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(rules),
      });
    const rule = { kind: 'server-error', status: 503, calls: 1 };
    expect(await post([{ kind: 'server-error', calls: 1 }])).toMatchObject({ status: 200, body: { rules: [rule] } });
    await look(seller);
    expect((await ask(address)).body).toEqual({ rules: [rule], given: { 'server-error GET /users/me': 1 } });
    expect((await ask(address, { method: 'DELETE' })).body).toMatchObject({ rules: [] });
    const wrong = await post([{ kind: 'server-error', probability: 2 }]);
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('probability');
    await expect(start([{ kind: 'slow' } as FaultRuleWish])).rejects.toThrow('latency_ms');
  });

  it('cannot be set where the control interface is shut', async () => {
    const seller = await start();
    expect((await ask(`${seller.simulator.url}/__control/faults`)).status).toBe(404);
  });
});
