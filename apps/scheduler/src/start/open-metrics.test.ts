import { createServer } from 'node:net';
import { createTenant } from '@pulso/connections';
import { createTestDatabase, type TestDatabase } from '@pulso/database/testing';
import { fixedClock } from '@pulso/domain';
import { createJobRunner } from '@pulso/jobs';
import { createLogger, Secret } from '@pulso/runtime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertConnection } from '../testing/insert-connection.ts';
import { jobDepsWithoutMeli } from '../testing/job-deps.ts';
import { openMetrics } from './open-metrics.ts';

const NOW = new Date('2026-11-23T15:00:00Z');
const KEY = 'key-of-the-tests';
const settings = {
  metricsPort: 0,
  host: '127.0.0.1',
  jobsKeys: [new Secret(KEY)],
  freshnessPromise: { freshWithin_minutes: 120, staleAfter_minutes: 1560 },
};

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function listen(more: Partial<typeof settings> = {}) {
  const lines: string[] = [];
  const log = createLogger({ app: 'test', level: 'info', to: { write: (line) => void lines.push(line) } });
  const metrics = await openMetrics({ ...settings, ...more });
  if (!metrics) throw new Error('there are no metrics');
  const deps = { ...jobDepsWithoutMeli(database.db, fixedClock(NOW)), log, counters: metrics.counters };
  await metrics.listen(deps);
  const { address } = JSON.parse(lines.at(-1) ?? '').address;
  const { port } = JSON.parse(lines.at(-1) ?? '').address;
  const call = (path: string, options: RequestInit = {}) => fetch(`http://${address}:${port}${path}`, options);
  return { metrics, deps, call };
}

test('a scheduler with a port of its own tells of the runs that it ended, to whoever has the key', async () => {
  const { metrics, deps, call } = await listen();
  const { tenantId } = await createTenant(database.db, { name: 'Loja', now: NOW });
  await insertConnection(database.db, tenantId, { createdAt: NOW });
  const runner = createJobRunner(deps);
  const run = await runner.submit({ jobType: 'sync-mercadolivre', tenantId, params: {}, trigger: 'schedule' });
  await run.finished;
  await runner.stop();

  const headers = { 'x-internal-key': KEY };
  const answer = await call('/metrics', { headers });
  expect(answer.status).toBe(200);
  const text = await answer.text();
  const labels = 'job="sync-mercadolivre",status="FAILED",error_code="reauthorisation_required"';
  expect(text).toContain(`pulso_runs_ended_total{${labels}} 1\n`);
  expect(text).toContain(`pulso_runs_ended_last_hour{${labels}} 1\n`);
  expect(text).toContain('pulso_build_info{app="scheduler"');
  expect(await Promise.all([call('/metrics'), call('/', { headers })].map(async (one) => (await one).status))).toEqual([
    401, 404,
  ]);
  expect((await call('/metrics', { headers: { 'x-internal-key': 'another' } })).status).toBe(403);
  expect((await call('/metrics', { headers, method: 'POST' })).status).toBe(405);
  metrics.close();
});

test('without a key nobody is answered, and without a port there is nothing', async () => {
  const { metrics, call } = await listen({ jobsKeys: [] });
  expect((await call('/metrics', { headers: { 'x-internal-key': KEY } })).status).toBe(503);
  metrics.close();
  expect(await openMetrics({ ...settings, metricsPort: null })).toBeNull();
});

test('a port that is taken stops the start and is named', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  const { port } = taken.address() as { port: number };
  await expect(listen({ metricsPort: port })).rejects.toMatchObject({
    code: 'configuration',
    message: expect.stringContaining(`METRICS_PORT ${port}`),
  });
  taken.close();
});
