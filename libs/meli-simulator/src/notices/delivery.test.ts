import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startSimulator } from '../start-simulator.ts';
import { openCallback, type Posted } from '../testing/open-callback.ts';
import { openSeller } from '../testing/open-seller.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});
type Options = NonNullable<Parameters<typeof openSeller>[0]>;
/** A world in which nothing happens by itself, unless said otherwise. */
async function start({ notifications, ...options }: Options = {}) {
  const callback = await openCallback();
  open.push(callback);
  const seller = await openSeller({
    world: { listings: 0, ordersPerDay: 0 },
    ...options,
    notifications: { callbackUrl: callback.url, ...notifications },
  });
  open.push(seller.simulator);
  const at = async (minutes: number) => {
    seller.moveTo(new Date(START + minutes * 60_000).toISOString());
    await seller.simulator.deliverDue();
    return callback.take();
  };
  const missed = async (query = '') => {
    await seller.authorise();
    const path = `/missed_feeds?app_id=${seller.simulator.clientId}${query}`;
    return seller.get<{ messages: Missed[] | null }>(path);
  };
  return { ...seller, callback, at, missed };
}
interface Missed extends Posted {
  request: { url: string; headers: Record<string, unknown>; data: string };
  response: { req_time: number; http_code: number; body: string; headers: Record<string, string> };
}
const START = Date.parse('2026-11-20T15:34:00Z');
const ORDER = { topic: 'orders_v2', resource: '/orders/2000012345678901' };

describe('a notice that the callback does not take', () => {
  it('comes eight times within an hour of simulated time, counted and the same but for when it was sent', async () => {
    const { simulator, callback, at } = await start();
    callback.answerWith(() => 503);
    await simulator.sendNotice(ORDER);
    const attempts = callback.take();
    for (const minute of [4, 5, 10, 15, 25, 35, 45, 59, 60, 61, 500]) attempts.push(...(await at(minute)));
    expect(attempts.map((notice) => notice.attempts)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(new Set(attempts.map(({ _id, received, resource }) => `${_id} ${received} ${resource}`)).size).toBe(1);
    const sent = attempts.map((notice) => Math.floor((Date.parse(notice.sent) - START) / 60_000));
    expect(sent).toEqual([0, 5, 10, 15, 25, 35, 45, 60]);
    expect(simulator.notices().byTopic).toEqual({
      orders_v2: { sent: 1, repeated: 7, duplicated: 0, accepted: 0, lost: 1 },
    });
  });

  it('comes no more once it was taken', async () => {
    const { simulator, callback, at, missed } = await start();
    callback.answerWith(({ attempts }) => (attempts < 3 ? 500 : 200));
    await simulator.sendNotice(ORDER);
    expect((await at(600)).map((notice) => notice.attempts)).toEqual([1, 2, 3]);
    expect(simulator.notices().byTopic['orders_v2']).toMatchObject({ accepted: 1, lost: 0 });
    expect((await missed()).body).toEqual({ messages: null });
  });

  it('is not taken by a 201, a redirect, an answer that never comes or a callback that is gone', async () => {
    const { simulator, callback, at, missed } = await start({ notifications: { timeout_ms: 50 } });
    for (const status of [201, 302]) {
      callback.answerWith(() => status);
      await simulator.sendNotice({ topic: `status ${status}`, resource: '/x' });
    }
    callback.answerWith(() => null);
    await simulator.sendNotice({ topic: 'never', resource: '/x' });
    await callback.close();
    await at(61);
    const { body } = await missed();
    expect(body.messages?.map(({ topic, attempts, response }) => [topic, attempts, response.http_code])).toEqual(
      ['status 201', 'status 302', 'never'].map((topic) => [topic, 8, 0]),
    );
  });

  it('is told by the feed of missed ones for two days, with the last try', async () => {
    const { simulator, callback, at, missed } = await start();
    callback.answerWith(() => 503);
    await simulator.sendNotice(ORDER);
    await at(60);
    const { body } = await missed();
    const [notice] = body.messages ?? [];
    const data = notice?.request.data ?? '';
    expect(notice).toMatchObject({
      ...ORDER,
      _id: expect.any(String),
      user_id: 2345678901,
      application_id: Number(simulator.clientId),
      attempts: 8,
      request: {
        url: callback.url,
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(data),
        },
      },
      response: { http_code: 503, body: 'status 503', headers: { 'content-type': 'text/plain' } },
    });
    expect(JSON.parse(data)).toMatchObject({ ...ORDER, attempts: 8 });
    await at(60 + 2 * 1440 - 1);
    expect((await missed()).body.messages).toHaveLength(1);
    await at(60 + 2 * 1440);
    expect((await missed()).body).toEqual({ messages: null });
  });

  it('is found among the missed ones by page and by topic; items need the site besides', async () => {
    const { simulator, callback, at, missed } = await start();
    callback.answerWith(() => 500);
    for (let number = 0; number < 12; number++) {
      await simulator.sendNotice({ topic: 'orders_v2', resource: `/orders/${number}` });
    }
    await simulator.sendNotice({ topic: 'items', resource: '/items/MLB1' });
    await at(61);
    const resourcesOf = async (query: string) =>
      (await missed(query)).body.messages?.map((notice) => notice.resource) ?? null;
    expect(await resourcesOf('')).toHaveLength(10);
    expect(await resourcesOf('&offset=10')).toEqual(['/orders/10', '/orders/11', '/items/MLB1']);
    expect(await resourcesOf('&limit=3&offset=1')).toEqual(['/orders/1', '/orders/2', '/orders/3']);
    expect(await resourcesOf('&topic=orders_v2&offset=10')).toEqual(['/orders/10', '/orders/11']);
    expect(await resourcesOf('&offset=13')).toBeNull();
    expect(await resourcesOf('&topic=questions')).toBeNull();
    expect((await missed('&topic=items')).status).toBe(400);
    expect(await resourcesOf('&topic=items&site_id=MLB')).toEqual(['/items/MLB1']);
  });

  it('waits over a restart, and is missed over a restart', async () => {
    const stateDir = await mkdtemp(join(tmpdir(), 'simulator-'));
    const first = await start({ stateDir });
    first.callback.answerWith(() => 500);
    await first.simulator.sendNotice({ topic: 'lost', resource: '/x' });
    await first.at(61);
    await first.simulator.sendNotice({ topic: 'waits', resource: '/x' });
    await first.simulator.close();
    const second = await start({ stateDir });
    expect(second.simulator.notices()).toMatchObject({ waiting: 1, missed: 1, byTopic: {} });
    expect((await second.at(70)).map(({ topic, attempts }) => [topic, attempts])).toEqual([['waits', 2]]);
    expect((await second.missed()).body.messages?.map((notice) => notice.topic)).toEqual(['lost']);
    await rm(stateDir, { recursive: true });
  });
});

describe('a callback that takes nothing for a day', () => {
  it('loses its topics: nothing is sent or kept of them until they are subscribed again', async () => {
    const { simulator, callback, at, missed } = await start({ world: { listings: 5, ordersPerDay: 20 } });
    callback.answerWith(() => 500);
    expect((await at(23 * 60)).length).toBeGreaterThan(100);
    expect(simulator.notices().topicsOff).toEqual([]);
    await at(30 * 60);
    const { topicsOff, waiting, missed: kept } = simulator.notices();
    expect(topicsOff).toEqual(['items', 'items_prices', 'orders_v2', 'payments', 'shipments', 'stock-locations']);
    expect(waiting).toBe(0);
    expect(kept).toBeGreaterThan(50);

    callback.answerWith(() => 200);
    await simulator.addSale();
    expect(await at(54 * 60)).toEqual([]);
    await expect(simulator.sendNotice(ORDER)).rejects.toThrow('topic orders_v2 is off');
    await at(80 * 60);
    expect((await missed()).body).toEqual({ messages: null });

    await simulator.subscribe(['orders_v2']);
    const back = await at(104 * 60);
    expect(back.length).toBeGreaterThan(10);
    expect(new Set(back.map((notice) => notice.topic))).toEqual(new Set(['orders_v2']));
    expect(back.every((notice) => Date.parse(notice.received) > START + 80 * 3_600_000)).toBe(true);
    await simulator.subscribe();
    expect(simulator.notices().topicsOff).toEqual([]);
  });

  it('keeps them while it takes one now and then', async () => {
    const { simulator, callback, at } = await start({ world: { listings: 5, ordersPerDay: 20 } });
    callback.answerWith(({ topic }) => (topic === 'payments' ? 200 : 500));
    await at(60 * 60);
    expect(simulator.notices().topicsOff).toEqual([]);
    expect(simulator.notices().byTopic['orders_v2']?.lost).toBeGreaterThan(20);
  });
});

describe('the forms of a notice', () => {
  it('are all met in a week: both names of its id, text for numbers, no slash, nanoseconds, no actions', async () => {
    const { at } = await start({ world: { listings: 30, ordersPerDay: 20 } });
    const posted = await at(7 * 1440);
    const share = (is: (notice: Posted) => boolean, of = posted) => of.filter(is).length / of.length;
    const orders = posted.filter((notice) => notice.topic === 'orders_v2');
    for (const [name, value] of Object.entries({
      id: share((notice) => notice.id !== undefined),
      user: share((notice) => notice.user_id === '2345678901'),
      slash: share((notice) => !notice.resource.startsWith('/')),
      nanoseconds: share((notice) => /\.\d{9}Z$/.test(notice.sent) && /\.\d{9}Z$/.test(notice.received)),
      actions: share((notice) => notice.actions === undefined, orders),
    })) {
      expect(value, name).toBeGreaterThan(0.03);
      expect(value, name).toBeLessThan(0.2);
    }
    expect(posted.every((notice) => (notice._id === undefined) !== (notice.id === undefined))).toBe(true);
    expect(new Set(posted.map((notice) => notice._id ?? notice.id)).size).toBe(posted.length);
    expect(posted.filter((notice) => notice.topic === 'stock-location').length).toBeGreaterThan(0);
  });

  it('keep the id of an application that no number holds', async () => {
    const { simulator, callback } = await start({ clientId: '99999999999999999' });
    await simulator.sendNotice(ORDER);
    expect(callback.take()[0]?.application_id).toBe('99999999999999999');
  });

  it('can be doubled and put out of order', async () => {
    const world = { listings: 30, ordersPerDay: 20 };
    const notifications = { duplicateShare: 0.2, lateShare: 0.3, dialects: 'plain' } as const;
    const { simulator, at } = await start({ world, notifications });
    const posted = await at(3 * 1440);
    const ids = posted.map((notice) => notice._id);
    const { byTopic } = simulator.notices();
    const duplicated = Object.values(byTopic).reduce((sum, one) => sum + one.duplicated, 0);
    expect(ids.length - new Set(ids).size).toBe(duplicated);
    expect(duplicated).toBeGreaterThan(0.1 * ids.length);
    const received = posted.map((notice) => Date.parse(notice.received));
    const overtaken = received.filter((instant, index) => instant < Math.max(...received.slice(0, index)));
    expect(overtaken.length).toBeGreaterThan(10);
  });

  it('are what was asked for when it is sent by hand, as often as asked for', async () => {
    const { simulator, callback } = await start({ control: true });
    const response = await fetch(`${simulator.url}/__control/notices`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        topic: 'catalog_suggestions',
        resource: 'suggestions/items/MLB1/details',
        fields: { _id: null, id: 'odd', user_id: '1', received: null, recieved: '2026-11-20T15:34:00Z' },
        times: 3,
      }),
    });
    expect(response.status).toBe(200);
    const posted = callback.take();
    expect(posted).toHaveLength(3);
    expect(posted[0]).toEqual({
      id: 'odd',
      topic: 'catalog_suggestions',
      resource: 'suggestions/items/MLB1/details',
      user_id: '1',
      application_id: Number(simulator.clientId),
      sent: expect.any(String),
      attempts: 1,
      recieved: '2026-11-20T15:34:00Z',
    });
  });
});

describe("notices on the system's clock", () => {
  it('come by themselves, and are all there once a moved clock has answered', async () => {
    const callback = await openCallback();
    open.push(callback);
    const notifications = { callbackUrl: callback.url };
    const simulator = await startSimulator({ world: { listings: 5, ordersPerDay: 20 }, notifications });
    open.push(simulator);
    await simulator.issueRefreshToken();
    const came = new Promise<Posted>((resolve) => {
      callback.answerWith((notice) => {
        if (notice.topic === 'payments') resolve(notice);
        return 200;
      });
    });
    await simulator.addSale();
    expect((await came).resource).toMatch(/^\/?collections\/\d+$/);
    callback.take();
    await simulator.advance_ms(86_400_000);
    expect(callback.take().length).toBeGreaterThan(40);
  });
});

describe('notices over the control interface', () => {
  it('get a callback, rules, a push and topics; they tell how they stand', async () => {
    const { simulator, callback } = await start({ control: true, notifications: { callbackUrl: null } });
    const send = async (path: string, body: object = {}) => {
      const headers = { 'content-type': 'application/json' };
      const init = { method: 'POST', headers, body: JSON.stringify(body) };
      const response = await fetch(`${simulator.url}/__control/${path}`, init);
      return { status: response.status, body: (await response.json()) as object };
    };
    expect(await send('notices', ORDER)).toMatchObject({ status: 400, body: { message: expect.any(String) } });
    expect((await send('notice-rules', { callbackUrl: 'ftp://x' })).status).toBe(400);
    expect((await send('notice-rules', { lateShare: 2 })).status).toBe(400);
    expect(await send('notice-rules', { callbackUrl: callback.url })).toMatchObject({
      status: 200,
      body: { callbackUrl: callback.url },
    });
    expect((await send('notices', ORDER)).status).toBe(200);
    expect((await send('notices/deliver')).status).toBe(200);
    expect((await send('subscriptions', { topics: ['items'] })).status).toBe(200);
    const told = await fetch(`${simulator.url}/__control/notices`);
    expect(await told.json()).toEqual({
      callbackUrl: callback.url,
      byTopic: { orders_v2: { sent: 1, repeated: 0, duplicated: 0, accepted: 1, lost: 0 } },
      waiting: 0,
      missed: 0,
      topicsOff: [],
    });
  });
});
