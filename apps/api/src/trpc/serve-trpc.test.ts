import { request as rawRequest } from 'node:http';
import { query } from '@pulso/database';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRunnerDouble, type RunnerDouble } from '../testing/runner-double.ts';
import { startTestApi, type TestApi } from '../testing/start-test-api.ts';

let api: TestApi;
let runner: RunnerDouble;
beforeAll(async () => {
  api = await startTestApi({
    runner: ({ db }) => {
      runner = createRunnerDouble(db);
      return runner;
    },
  });
});
afterAll(() => api.close());

interface Call {
  path?: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** A request with exactly these headers; fetch would add and forbid some. */
function call({
  path = '/trpc/session.get',
  method = 'GET',
  headers = {},
  body,
}: Call): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const options = { method, headers: { host: `127.0.0.1:${api.port}`, ...headers } };
    const sent = rawRequest(`${api.url}${path}`, options, (answer) => {
      answer
        .setEncoding('utf8')
        .toArray()
        .then((chunks) => resolve({ status: answer.statusCode ?? 0, body: chunks.join('') }), reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const refresh = (headers: Record<string, string>, body = '{}') =>
  call({ path: '/trpc/jobs.refresh', method: 'POST', headers, body });

describe('the dashboard', () => {
  test('opens on the machine itself, for the one tenant there is', async () => {
    const { status, body } = await call({});
    expect(status).toBe(200);
    expect(JSON.parse(body).result.data).toEqual({
      tenantId: api.tenant.tenantId,
      tenantName: 'Loja',
      timeZone: 'America/Sao_Paulo',
      nextTimeZone: null,
      today: '2026-11-23',
      now: '2026-11-23T15:00:00.000Z',
      source: 'simulator',
      signIn: 'local',
      role: 'owner',
      email: null,
      tenants: [{ tenantId: api.tenant.tenantId, tenantName: 'Loja' }],
    });
  });

  test.each([
    ['a foreign name', { host: 'evil.example' }],
    ['another port', { host: '127.0.0.1:1' }],
    ['a forwarding header', { 'x-forwarded-for': '127.0.0.1' }],
    ['a proxy that names itself', { via: '1.1 proxy' }],
    ['a name that is none', { host: '[' }],
  ])('stays closed for %s', async (_, headers) => {
    const { status, body } = await call({ headers });
    expect([400, 401]).toContain(status);
    expect(body).not.toContain(api.tenant.tenantId);
  });

  test('stays closed for other machines', async () => {
    const headers = { host: `127.0.0.1:${api.port}` };
    const here = await api.server.inject({ url: '/trpc/session.get', headers, remoteAddress: '127.0.0.1' });
    const there = await api.server.inject({ url: '/trpc/session.get', headers, remoteAddress: '10.0.0.5' });
    expect([here.statusCode, there.statusCode]).toEqual([200, 401]);
    expect(there.json().error.message).toBe('Sign in first');
  });

  test.each([
    ['a database of its own', { database: 'external' }],
    ['the real Mercado Livre', { source: 'mercadolivre' }],
    ['a public address', { publicUrl: 'http://127.0.0.1:3000' }],
    ['believed proxies', { trustProxy: true }],
  ] as const)('stays closed with %s', async (_, settings) => {
    const other = await startTestApi({ settings });
    const answer = await other.call('/trpc/session.get', { key: null });
    expect(answer).toMatchObject({ status: 401, body: { error: { data: { code: 'UNAUTHORIZED' } } } });
    await other.close();
  });

  test('says what to do when there is no tenant yet', async () => {
    const other = await startTestApi();
    await query(other.database.db, 'delete from tenants');
    const answer = await other.call('/trpc/session.get', { key: null });
    expect(answer).toMatchObject({
      status: 404,
      body: { error: { message: expect.stringContaining('tenant create') } },
    });
    await other.close();
  });
});

describe('a change from a page', () => {
  test('is accepted from our own page', async () => {
    const headers = {
      origin: `http://127.0.0.1:${api.port}`,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
    };
    expect((await refresh(headers)).status).toBe(200);
    expect(runner.requests.at(-1)).toMatchObject({ trigger: 'manual', tenantId: api.tenant.tenantId });
  });

  test.each([
    ['another site', { origin: 'https://evil.example', 'content-type': 'application/json' }, 403],
    ['a sandboxed frame', { origin: 'null', 'content-type': 'application/json' }, 403],
    ['a form of another site', { 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' }, 403],
    ['a plain form', { 'content-type': 'text/plain' }, 415],
    ['an upload form', { 'content-type': 'multipart/form-data; boundary=x' }, 415],
    ['nothing that says what it is', {}, 415],
  ])('is refused from %s, and starts nothing', async (_, headers, status) => {
    const before = runner.requests.length;
    const answer = await refresh(headers);
    expect(answer.status).toBe(status);
    expect(runner.requests).toHaveLength(before);
  });

  test('cannot come as a plain link', async () => {
    const before = runner.requests.length;
    expect((await call({ path: '/trpc/jobs.refresh' })).status).toBe(405);
    expect(runner.requests).toHaveLength(before);
  });
});

describe('procedures over HTTP', () => {
  test('are called in batches, as the typed client does', async () => {
    const input = encodeURIComponent(JSON.stringify({ 2: { days: 7, connectionId: null } }));
    const names = 'session.get,connections.list,overview.series';
    const { status, body } = await call({ path: `/trpc/${names}?batch=1&input=${input}` });
    expect(status).toBe(200);
    const [session, connections, series] = JSON.parse(body).map(
      (one: { result: { data: unknown } }) => one.result.data,
    );
    expect(session.tenantName).toBe('Loja');
    expect(connections).toEqual([]);
    expect(series.days.at(-1)).toMatchObject({ date: '2026-11-23', isToday: true });
  });

  test.each(['PUT', 'DELETE', 'HEAD', 'TRACE', 'QUERY'])('know no %s', async (method) => {
    expect((await call({ method })).status).toBe(405);
  });

  test.each(['POST', 'PUT', 'HEAD'])('that go on telling know no %s', async (method) => {
    expect((await call({ path: '/trpc/jobs.follow', method })).status).toBe(405);
  });

  test('that go on telling are told alone, and to a host that has a name', async () => {
    for (const path of ['jobs.follow?batch=1&input={}', 'jobs.follow,jobs.get?batch=1&input={}']) {
      expect((await call({ path: `/trpc/${path}` })).status).toBe(400);
    }
    expect((await call({ path: '/trpc/jobs.follow', headers: { host: '[' } })).status).toBe(400);
  });

  test('refuse a batch without end', async () => {
    const names = Array.from({ length: 21 }, () => 'session.get').join(',');
    expect((await call({ path: `/trpc/${names}?batch=1&input={}` })).status).toBe(400);
  });

  test('list the faults of an input, and quote nothing of a body that is no JSON', async () => {
    const input = encodeURIComponent(JSON.stringify({ days: 0, connectionId: 'x', tenantId: 'y' }));
    const faulty = await call({ path: `/trpc/overview.totals?input=${input}` });
    expect(faulty.status).toBe(400);
    const { data } = JSON.parse(faulty.body).error;
    expect(data.faults.map((fault: { path: string }) => fault.path).sort()).toEqual([
      'connectionId',
      'days',
      'tenantId',
    ]);
    const torn = await call({ path: '/trpc/overview.totals?input={hidden' });
    expect(torn.status).toBe(400);
    expect(torn.body).not.toContain('hidden');
    expect(faulty.body + torn.body).not.toContain('stack');
  });

  test('refuse a body above a megabyte', async () => {
    expect((await refresh({ 'content-type': 'application/json' }, 'x'.repeat(1024 * 1024 + 1))).status).toBe(413);
  });
});
