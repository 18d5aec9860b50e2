import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KEY, startTestApi, type TestApi } from '../testing/start-test-api.ts';

let webRoot: string;
let api: TestApi;
let bare: TestApi;
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pulso-web-'));
  webRoot = join(folder, 'web');
  await mkdir(join(webRoot, 'assets'), { recursive: true });
  await writeFile(join(folder, 'outside.txt'), 'outside');
  await writeFile(join(webRoot, 'index.html'), '<!doctype html><title>Pulso</title>');
  await writeFile(join(webRoot, 'assets/app-1a2b.js'), 'export {};');
  await writeFile(join(webRoot, '.hidden'), 'hidden');
  api = await startTestApi({ webRoot });
  bare = await startTestApi();
});
afterAll(async () => {
  await api.close();
  await bare.close();
  await rm(join(webRoot, '..'), { recursive: true });
});

describe('the page', () => {
  test.each(['/', '/index.html', '/anuncios', '/anuncios/MLB123?dias=30', '/apis', '/trpcs'])(
    'is served at %s',
    async (path) => {
      const answer = await api.call(path, { key: null });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
      expect(answer.body).toContain('<title>Pulso</title>');
      expect(answer.headers.get('cache-control')).toBe('no-cache');
    },
  );

  test('has files that are kept for ever, because their names change with their content', async () => {
    const answer = await api.call('/assets/app-1a2b.js', { key: null });
    expect(answer.headers.get('content-type')).toMatch(/javascript/);
    expect(answer.headers.get('cache-control')).toContain('immutable');
  });

  test.each(['/assets/app-old.js', '/favicon.ico', '/.hidden', '/..%2foutside.txt', '/%2e%2e/outside.txt'])(
    'does not stand in for %s',
    async (path) => {
      const answer = await api.call(path, { key: null });
      expect([403, 404]).toContain(answer.status);
      expect(String(answer.body)).not.toContain('outside');
    },
  );

  test('does not hide a refused call of a job from whoever counts them', async () => {
    for (const path of ['/api/v1/jobs/sync-mercadolivre', '/api/v1/jobs']) {
      expect((await api.call(path, { key: null })).status).toBe(401);
      const { body } = await api.call('/metrics');
      expect(body).toContain(`pulso_job_calls_refused_total{route="${path}",reason="unauthenticated"} 1`);
    }
  });

  test('is not there when it was not built, and the answer says how', async () => {
    const answer = await bare.call('/', { key: null });
    expect(answer).toMatchObject({ status: 404, body: { detail: expect.stringContaining('npm run build') } });
  });

  test('may run scripts from its own files alone and be framed by nobody', async () => {
    const { headers } = await api.call('/', { key: null });
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
  });
});

describe('an unknown path', () => {
  test.each([
    ['GET', '/api'],
    ['GET', '/api/'],
    ['GET', '/api/v1'],
    ['GET', '/api/v1/nothing'],
    ['POST', '/api/v1/jobs/make-coffee'],
    ['GET', '/api/v1/jobs/sync-mercadolivre/'],
    ['GET', '/api/v1/nothing.json'],
    ['DELETE', '/api/v2/jobs'],
    ['GET', '/trpc'],
    ['GET', '/trpc/'],
    ['GET', '/trpc/no.procedure'],
    ['GET', '/trpc/session.get/more'],
    ['POST', '/trpc/session.get,no.procedure?batch=1'],
    ['GET', '/trpc/__proto__'],
    ['POST', '/nowhere'],
  ])('%s %s is a 404 in the form of a problem, never the page', async (method, path) => {
    for (const one of [api, bare]) {
      const answer = await one.call(path, { method });
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(answer.body).toMatchObject({ status: 404, title: expect.any(String), detail: expect.any(String) });
    }
  });

  test('that cannot even be decoded is a 400 in the form of a problem', async () => {
    const answer = await api.call('/api/%E0%A4%A', { key: null });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });
});

test.each([
  ['/healthz', 'GET, HEAD'],
  ['/readyz', 'GET, HEAD'],
  ['/api/v1/openapi.json', 'GET, HEAD'],
  ['/api/v1/freshness', 'GET, HEAD'],
  ['/api/v1/jobs/11111111-2222-3333-4444-555555555555', 'GET, HEAD'],
  ['/metrics', 'GET, HEAD'],
])('%s has only the methods it has', async (path, allow) => {
  const answer = await api.call(path, { method: 'PUT', body: '{' });
  expect(answer.status).toBe(405);
  expect(answer.headers.get('allow')).toBe(allow);
});

test('a path that is only posted to is no page either', async () => {
  for (const one of [api, bare]) {
    const answer = await one.call('/api/v1/jobs/sync-mercadolivre');
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('POST');
    expect((await one.call('/api/v1/jobs/sync-mercadolivre', { key: null })).status).toBe(401);
  }
});

describe('every answer', () => {
  test('names no product and no version of what made it', async () => {
    for (const path of ['/', '/api/v1/nothing', '/healthz', '/trpc/session.get']) {
      const { headers } = await api.call(path);
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('server')).toBeNull();
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  test('opens nothing to other sites', async () => {
    const { headers } = await api.call('/healthz', { headers: { origin: 'https://elsewhere.example' } });
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  test('of data is kept by no cache', async () => {
    expect((await api.call('/api/v1/jobs')).headers.get('cache-control')).toBe('no-store');
  });

  test('asks for encryption from then on when the public address is encrypted', async () => {
    const secure = await startTestApi({ settings: { publicUrl: 'https://pulso.example.com' } });
    expect((await secure.call('/healthz')).headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect((await api.call('/healthz')).headers.get('strict-transport-security')).toBeNull();
    await secure.close();
  });
});

describe('notices of Mercado Livre', () => {
  const path = '/api/v1/mercadolivre/notifications';

  test.each([
    ['a notice', { body: { resource: '/orders/1', user_id: 1, topic: 'orders_v2', application_id: 2 } }],
    ['a torn one', { body: '{"resource":' }],
    ['a form', { body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
    ['a type that is none', { body: 'x', headers: { 'content-type': 'nonsense/' } }],
    ['two megabytes', { body: 'x'.repeat(2 * 1024 * 1024) }],
    ['nothing', { method: 'POST' }],
  ])('get a 200 for %s', async (_, options) => {
    const answer = await api.call(path, { ...options, key: null });
    expect(answer.status).toBe(200);
  });

  test('come by POST', async () => {
    const answer = await api.call(path, { key: null });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('POST');
  });
});

describe('counters', () => {
  test('are shown to whoever has the key, by template and never by address', async () => {
    expect((await api.call('/metrics', { key: null })).status).toBe(401);
    await api.call('/api/v1/jobs/11111111-2222-3333-4444-555555555555');
    await api.call('/api/v1/nothing-of-the-kind');
    const { body, headers } = await api.call('/metrics');
    expect(headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(body).toMatch(
      /^pulso_http_requests_total\{method="GET",route="\/api\/v1\/jobs\/:jobLogId.*",status="404"\} \d+$/m,
    );
    expect(body).toMatch(/route="unknown",status="404"/);
    // The figure at a line's end is left out: a time in seconds can hold any digits by itself.
    const series = String(body).replaceAll(/ \S+$/gm, '');
    expect(series).toContain('/api/v1/jobs/:jobLogId');
    expect(series).not.toContain('11111111');
    expect(series).not.toContain('nothing-of-the-kind');
  });
});

test('the log has one line per answer, without query and key', async () => {
  await api.call(`/api/v1/jobs?cursor=${KEY}`);
  const line = api.log.map((text) => JSON.parse(text)).findLast((entry) => entry.msg === 'answered');
  expect(line).toMatchObject({ method: 'GET', route: '/api/v1/jobs', status: 400, reqId: expect.any(String) });
  expect(api.log.join()).not.toContain(KEY);
});
