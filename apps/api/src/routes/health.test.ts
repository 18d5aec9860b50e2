import { randomBytes } from 'node:crypto';
import { createServer as createTcpServer } from 'node:net';
import { createDatabase, migrate, migrationStatus } from '@pulso/database';
import { fixedClock } from '@pulso/domain';
import { createProcessMetrics } from '@pulso/jobs/operations';
import { openAuthentication } from '@pulso/members';
import { createLogger, Secret } from '@pulso/runtime';
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, test } from 'vitest';
import { createServer } from '../create-server.ts';
import { KEY, NOW, startTestApi, type TestApi } from '../testing/start-test-api.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function start(options: Parameters<typeof startTestApi>[0]): Promise<TestApi> {
  const api = await startTestApi(options);
  closers.push(api.close);
  return api;
}

/** A server whose database is at an address where nobody listens. */
async function startWithoutDatabase(): Promise<FastifyInstance> {
  const nobody = createTcpServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => nobody.once('listening', resolve));
  const { port } = nobody.address() as { port: number };
  await new Promise((resolve) => nobody.close(resolve));
  const db = createDatabase({ url: `postgres://u:p@127.0.0.1:${port}/d`, poolMax: 2, applicationName: 'test' });
  const clock = fixedClock(NOW);
  const encryptionKeys = [new Secret(randomBytes(32).toString('base64'))];
  const server = createServer({
    db,
    clock,
    auth: openAuthentication({ db, clock, encryptionKeys, publicUrl: null }),
    sendMail: null,
    alertWays: [],
    runner: { submit: () => Promise.reject(new Error('no run was expected')), watch: () => {}, stop: async () => {} },
    log: createLogger({ app: 'api', level: 'silent' }),
    metrics: createProcessMetrics({ app: 'api' }),
    connections: {} as never,
    applicationId: null,
    settings: {
      database: 'embedded',
      source: 'simulator',
      meli: null,
      jobsKeys: [new Secret(KEY)],
      freshnessPromise: { freshWithin_minutes: 1, staleAfter_minutes: 2 },
      publicUrl: null,
      trustProxy: false,
    },
    listPendingMigrations: async () => (await migrationStatus(db)).pending,
    webRoot: null,
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  closers.push(async () => {
    await server.close();
    await db.close();
  });
  return server;
}

describe('a process with its database', () => {
  test('is alive and ready, and tells so to everybody', async () => {
    const api = await start({});
    expect(await api.call('/healthz', { key: null })).toMatchObject({ status: 200, body: { alive: true } });
    expect(await api.call('/readyz', { key: null })).toMatchObject({ status: 200, body: { ready: true } });
  });
});

describe('a process whose database was never migrated', () => {
  test('is alive, not ready, does no work, and names the command', async () => {
    const api = await start({ empty: true });
    expect((await api.call('/healthz')).status).toBe(200);
    const ready = await api.call('/readyz', { key: null });
    expect(ready).toMatchObject({ status: 503, body: { reasons: [expect.stringContaining('db migrate')] } });
    const refused = await Promise.all([
      api.call('/api/v1/jobs/sync-mercadolivre', { body: {} }),
      api.call('/api/v1/jobs'),
      api.call('/api/v1/freshness'),
      api.call('/trpc/session.get', { key: null }),
    ]);
    for (const { status, body, headers } of refused) {
      expect(status).toBe(503);
      expect(JSON.stringify(body)).toContain('db migrate');
      expect(headers.get('retry-after')).toBe('5');
    }
  });

  test('works as soon as it is migrated, without a new start', async () => {
    const api = await start({ empty: true });
    expect((await api.call('/api/v1/jobs')).status).toBe(503);
    await migrate(api.database.db);
    expect((await api.call('/api/v1/jobs')).status).toBe(200);
    expect((await api.call('/readyz')).status).toBe(200);
  });
});

describe('a process without its database', () => {
  test('is alive, not ready, and answers 503 with when to come back, without saying where the database is', async () => {
    const server = await startWithoutDatabase();
    const headers = { 'x-internal-key': KEY };
    const { port } = server.server.address() as { port: number };
    const host = `127.0.0.1:${port}`;
    expect((await server.inject({ url: '/healthz' })).statusCode).toBe(200);
    const answers = [
      await server.inject({ url: '/readyz' }),
      await server.inject({ url: '/api/v1/jobs', headers }),
      await server.inject({ url: '/api/v1/freshness', headers }),
      await server.inject({ url: '/api/v1/jobs/sync-mercadolivre', method: 'POST', headers }),
      await server.inject({ url: '/trpc/session.get', headers: { host } }),
    ];
    for (const answer of answers) {
      expect(answer.statusCode).toBe(503);
      expect(answer.headers['retry-after']).toBe('5');
      expect(answer.body).not.toContain('ECONNREFUSED');
      expect(answer.body).toContain('not reachable');
    }
    for (const answer of answers.slice(0, 4)) expect(answer.headers['content-type']).toBe('application/problem+json');
  });

  test('still refuses what it would refuse anyway', async () => {
    const server = await startWithoutDatabase();
    const url = '/api/v1/jobs/sync-mercadolivre';
    expect((await server.inject({ url, method: 'POST' })).statusCode).toBe(401);
    const headers = { 'x-internal-key': KEY, 'content-type': 'application/json' };
    expect((await server.inject({ url, method: 'POST', headers, payload: '{' })).statusCode).toBe(400);
  });
});
