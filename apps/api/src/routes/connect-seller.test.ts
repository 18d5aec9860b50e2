import { addConnection, askConsent, createTenant, listConnections, type Tenant } from '@pulso/connections';
import { query } from '@pulso/database';
import { startSimulator } from '@pulso/meli-simulator';
import { listAudit, type Role } from '@pulso/members';
import { Secret } from '@pulso/runtime';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, openBrowser } from '../testing/open-browser.ts';
import { openMember } from '../testing/open-person.ts';
import { createRunnerDouble, type RunnerDouble } from '../testing/runner-double.ts';
import { NOW, startTestApi, type TestApi } from '../testing/start-test-api.ts';

const CONNECT = '/api/v1/mercadolivre/connect';
const CALLBACK = '/api/v1/mercadolivre/callback';

let now = new Date(NOW);
const clock = { now: () => new Date(now) };
let simulator: Awaited<ReturnType<typeof startSimulator>>;
let api: TestApi;
let runner: RunnerDouble;
let other: Tenant;
let browser: Browser;
let sellerId: string;

beforeAll(async () => {
  const world = { listings: 3, ordersPerDay: 1, historyDays: 10 };
  simulator = await startSimulator({ clock, seed: 'connect', anchorDay: '2026-11-23', world });
  sellerId = simulator.sellers[0]?.sellerId ?? '';
  const { url: apiUrl, authUrl, clientId, clientSecret } = simulator;
  api = await startTestApi({
    clock,
    application: { apiUrl, clientId, clientSecret },
    settings: { meli: { apiUrl, authUrl, clientId, clientSecret: new Secret(clientSecret), redirectUri: null } },
    runner({ db }) {
      runner = createRunnerDouble(db);
      return runner;
    },
  });
  other = await createTenant(api.database.db, { name: 'Segredo Alheio', now: new Date(NOW.getTime() + 1) });
});
afterAll(async () => {
  await api.close();
  await simulator.close();
});
beforeEach(async () => {
  now = new Date(NOW);
  browser = openBrowser();
  await query(api.database.db, 'delete from job_logs');
  await query(api.database.db, 'delete from connections');
  await query(api.database.db, 'delete from consent_requests');
  runner.requests.length = 0;
  await simulator.setKeyRules({
    requiresPkce: true,
    redirectUri: `${api.url}${CALLBACK}`,
    hasOfflineAccess: true,
    tokenRefusal: null,
  });
  simulator.setFaults([]);
});

const purchases = () => simulator.counters()['POST /oauth/token'] ?? 0;
const connections = (tenantId = api.tenant.tenantId) => listConnections(api.database.db, tenantId);
const requests = () => query(api.database.db, 'select * from consent_requests');

/** To the authorisation page and through it; where Mercado Livre sends the browser then. */
async function authorise({ choice = {}, by = browser }: { choice?: Record<string, string>; by?: Browser } = {}) {
  const { status, to } = await by.open(`${api.url}${CONNECT}`);
  expect(status).toBe(302);
  if (!to) throw new Error('the browser was sent nowhere');
  expect(to.origin).toBe(simulator.authUrl);
  for (const [name, value] of Object.entries(choice)) to.searchParams.set(name, value);
  const page = await by.open(to);
  expect(page.status).toBe(302);
  return page.to ?? '';
}
async function connect(options?: Parameters<typeof authorise>[0]) {
  return browser.open(await authorise(options));
}

describe('a seller', () => {
  test('is connected through the browser, and its first sync is the one that the schedule would begin', async () => {
    const back = await authorise();
    expect(await requests()).toHaveLength(1);
    expect(await browser.open(back)).toMatchObject({ status: 303, outcome: 'connected' });
    const [connection] = await connections();
    expect(connection).toMatchObject({ sellerId, status: 'active' });
    expect(runner.requests).toMatchObject([
      { jobType: 'sync-mercadolivre', tenantId: api.tenant.tenantId, slot: NOW, trigger: 'manual', params: {} },
    ]);
    const made = await query(api.database.db, 'select created_at from connections');
    expect(made).toEqual([{ created_at: NOW }]);
    expect(await requests()).toEqual([]);
    expect(browser.cookies(api.url)).toBe('');
  });

  test('that was had before is the same connection, and the days missed since are wanted', async () => {
    await connect();
    const [before] = await connections();
    await query(
      api.database.db,
      `insert into source_coverage (tenant_id, connection_id, source, covered_through, last_success_at)
       values ($1, $2, 'orders', $3, $3), ($1, $2, 'visits', $4, $4)`,
      { bind: [api.tenant.tenantId, before?.connectionId, '2026-11-23T01:00:00Z', '2026-11-22T12:00:00Z'] },
    );
    await query(api.database.db, `update connections set status = 'reauthorisation_required', status_reason = 'x'`);
    now = new Date('2027-02-01T12:00:00Z');
    expect(await connect()).toMatchObject({ outcome: 'reconnected' });
    expect(await connections()).toMatchObject([
      { connectionId: before?.connectionId, status: 'active', statusReason: null, historyFrom: '2026-11-22' },
    ]);
    expect(runner.requests.at(-1)).toMatchObject({ slot: now });
  });

  test('of another company is refused by its code, before that is spent and without a word about whose it is', async () => {
    const refreshToken = await simulator.issueRefreshToken(sellerId);
    await addConnection(api.database.db, other.tenantId, { refreshToken, deps: { ...api.connections, clock } });
    const spent = purchases();
    const visit = await connect();
    expect(visit).toMatchObject({ status: 303, outcome: 'seller_connected_elsewhere' });
    expect(purchases()).toBe(spent);
    expect(await connections()).toEqual([]);
    expect(await connections(other.tenantId)).toMatchObject([{ status: 'active' }]);
    const told = JSON.stringify([visit, api.log]);
    for (const name of ['Segredo Alheio', other.tenantId]) expect(told).not.toContain(name);
  });

  test('may have a year of history wished for, and no other number of days', async () => {
    const { to } = await browser.open(`${api.url}${CONNECT}?historyDays=365`);
    const page = await browser.open(to ?? '');
    await browser.open(page.to ?? '');
    expect(await connections()).toMatchObject([{ historyFrom: '2025-11-24' }]);
    expect(await browser.open(`${api.url}${CONNECT}?historyDays=366`)).toMatchObject({ outcome: 'invalid_input' });
    expect(await browser.open(`${api.url}${CONNECT}?tenantId=${other.tenantId}`)).toMatchObject({
      outcome: 'invalid_input',
    });
  });
});

describe('the way back from Mercado Livre', () => {
  const expectNothing = async () => expect(await connections()).toEqual([]);

  test('works once: the same address again changes nothing', async () => {
    const back = await authorise();
    const cookie = browser.cookies(api.url);
    await browser.open(back);
    const spent = purchases();
    const rows = await query(api.database.db, 'select version, renewed_at from connection_tokens');
    expect(await browser.open(back, { cookie })).toMatchObject({ outcome: 'consent_unknown' });
    expect(purchases()).toBe(spent);
    expect(await query(api.database.db, 'select version, renewed_at from connection_tokens')).toEqual(rows);
  });

  test('is closed to another browser, and stays open for the one it belongs to', async () => {
    const back = await authorise();
    const stranger = openBrowser();
    await authorise({ by: stranger });
    for (const visit of [await openBrowser().open(back), await stranger.open(back)]) {
      expect(visit).toMatchObject({ status: 303, outcome: 'consent_unknown' });
    }
    await expectNothing();
    expect(await browser.open(back)).toMatchObject({ outcome: 'connected' });
  });

  test('is closed after ten minutes, and what was begun is forgotten with the next beginning', async () => {
    const back = await authorise();
    now = new Date(NOW.getTime() + 10 * 60_000);
    expect(await browser.open(back)).toMatchObject({ outcome: 'consent_unknown' });
    await expectNothing();
    await authorise();
    expect(await requests()).toHaveLength(1);
    now = new Date(now.getTime() + 9 * 60_000);
    expect(await connect()).toMatchObject({ outcome: 'connected' });
  });

  test('takes no code that was asked for with another proof', async () => {
    const first = new URL(await authorise());
    const second = new URL(await authorise());
    second.searchParams.set('code', first.searchParams.get('code') ?? '');
    expect(await browser.open(second)).toMatchObject({ outcome: 'reauthorisation_required' });
    await expectNothing();
  });

  test('is closed to another company, even in the same browser', async () => {
    const { db } = api.database;
    const address = await askConsent(db, other.tenantId, {
      asker: { browser: 'the-same-browser', sessionId: null },
      redirectUri: `${api.url}${CALLBACK}`,
      history_days: null,
      authUrl: simulator.authUrl,
      deps: { ...api.connections, clock },
    });
    const page = await browser.open(address);
    const spent = purchases();
    expect(await browser.open(page.to ?? '', { cookie: 'pulso_connect=the-same-browser' })).toMatchObject({
      outcome: 'consent_unknown',
    });
    expect(purchases()).toBe(spent);
    await expectNothing();
    expect(await connections(other.tenantId)).toEqual([]);
  });

  test.each([
    ['the seller says no', { refuse: 'true' }, 'consent_denied'],
    ['a collaborator signed', { operator: 'true' }, 'consent_not_main_user'],
  ])('says so when %s, and that is the end of it', async (_, choice, outcome) => {
    const back = await authorise({ choice });
    expect(await browser.open(back)).toMatchObject({ status: 303, outcome });
    expect(await browser.open(back)).toMatchObject({ outcome: 'consent_unknown' });
    await expectNothing();
  });

  test.each([
    [
      'fails',
      async () => simulator.setFaults([{ kind: 'server-error', route: 'POST /oauth/token' }]),
      'meli_unavailable',
    ],
    ['is asked too often', () => simulator.setKeyRules({ tokenRefusal: 'local_rate_limited' }), 'meli_throttled'],
    [
      'does not know the application',
      () => simulator.setKeyRules({ tokenRefusal: 'invalid_client' }),
      'meli_configuration',
    ],
    ['gives no lasting access', () => simulator.setKeyRules({ hasOfflineAccess: false }), 'meli_configuration'],
    ['sees no grant', () => simulator.setKeyRules({ tokenRefusal: 'unauthorized_client' }), 'reauthorisation_required'],
  ])('names by one word that Mercado Livre %s', async (_, trouble, outcome) => {
    const back = await authorise();
    await trouble();
    expect(await browser.open(back)).toMatchObject({ status: 303, outcome });
    await expectNothing();
  });

  test.each([
    ['nothing', '', ['state']],
    ['neither code nor error', '?state=s', ['code']],
    ['two states', '?state=a&state=b&code=c', ['state']],
    ['a state without end', `?state=${'s'.repeat(501)}&code=c`, ['state']],
    ['an unknown state', '?state=s&code=TG-1-1', ['state']],
  ])('with %s is answered to a program as a problem that names it', async (_, search, paths) => {
    const { status, headers, body } = await api.call(`${CALLBACK}${search}`, { key: null });
    expect(status).toBe(400);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect((body as { errors: { path: string }[] }).errors.map(({ path }) => path)).toEqual(paths);
  });
});

describe('beginning to connect', () => {
  test('keeps neither state nor proof nor cookie in clear, and says none of them to the log', async () => {
    const back = new URL(await authorise());
    const cookie = browser.cookies(api.url).split('=')[1] ?? 'none';
    const state = back.searchParams.get('state') ?? 'none';
    const rows = JSON.stringify(await requests());
    await browser.open(back);
    for (const secret of [cookie, state]) {
      expect(secret.length).toBeGreaterThan(40);
      expect(rows).not.toContain(secret);
      expect(api.log.join()).not.toContain(secret);
    }
    expect(api.log.join()).not.toContain(back.searchParams.get('code'));
  });

  test('gives the browser a secret that no script reads and no other site has sent', async () => {
    const { headers } = await browser.open(`${api.url}${CONNECT}`);
    expect(headers.get('set-cookie')).toMatch(
      /^pulso_connect=[\w-]{43}; Max-Age=600; Path=\/api\/v1\/mercadolivre; HttpOnly; SameSite=Lax$/,
    );
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test.each([CONNECT, `${CALLBACK}?state=s&code=c`])('%s is for somebody who is signed in', async (path) => {
    const headers = { 'x-forwarded-for': '10.0.0.1' };
    expect(await api.call(path, { key: null, headers })).toMatchObject({ status: 401 });
    expect(await browser.open(`${api.url}${path}`, headers)).toMatchObject({ status: 303, outcome: 'unauthenticated' });
    expect(await requests()).toEqual([]);
  });

  test('is refused to a browser that another site has sent', async () => {
    const visit = await browser.open(`${api.url}${CONNECT}`, { 'sec-fetch-site': 'cross-site' });
    expect(visit).toMatchObject({ status: 303, outcome: 'forbidden' });
    expect(visit.headers.get('set-cookie')).toBeNull();
    expect(await requests()).toEqual([]);
  });

  test.each([CONNECT, CALLBACK])('%s has no other method than GET', async (path) => {
    for (const method of ['HEAD', 'POST']) {
      const { status, headers } = await fetch(`${api.url}${path}`, { method });
      expect({ status, allow: headers.get('allow') }).toEqual({ status: 405, allow: 'GET' });
    }
  });
});

describe('somebody who signed in by a password', () => {
  const email = 'davi@example.com';
  const member = (role: Role) => openMember(api, other.tenantId, { email, role });
  beforeEach(() => query(api.database.db, 'delete from users'));

  test('connects a seller for the company that their session shows, which is in its audit log', async () => {
    const cookie = (await member('member')).cookie();
    const { to } = await browser.open(`${api.url}${CONNECT}`, { cookie });
    const { to: back } = await browser.open(to ?? '');
    const visit = await browser.open(back ?? '', { cookie: `${browser.cookies(api.url)}; ${cookie}` });
    expect(visit).toMatchObject({ status: 303, outcome: 'connected' });
    expect(await connections(other.tenantId)).toMatchObject([{ sellerId, status: 'active' }]);
    expect(await connections()).toEqual([]);
    const entries = await listAudit(api.database.db, other.tenantId, { before: null, limit: 10 });
    const entry = entries.find(({ action }) => action === 'seller_connected');
    expect(entry).toMatchObject({ actorEmail: email, subject: sellerId });
  });

  test('begins what no other session can end', async () => {
    const cookie = (await member('owner')).cookie();
    const { to } = await browser.open(`${api.url}${CONNECT}`, { cookie });
    const { to: back } = await browser.open(to ?? '');
    expect(await browser.open(back ?? '')).toMatchObject({ outcome: 'consent_unknown' });
    expect([await connections(other.tenantId), await connections()]).toEqual([[], []]);
  });

  test('and only looks connects nobody', async () => {
    const headers = { cookie: (await member('viewer')).cookie() };
    for (const path of [CONNECT, `${CALLBACK}?state=s&code=c`]) {
      expect(await api.call(path, { key: null, headers })).toMatchObject({ status: 403 });
    }
    expect(await requests()).toEqual([]);
  });
});
