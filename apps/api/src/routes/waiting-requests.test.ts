import { createDatabase, type Database, query } from '@pulso/database';
import type { JobRunner } from '@pulso/jobs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { JobEndedBody } from '../openapi/schemas.ts';
import { insertConnection } from '../testing/insert-connection.ts';
import { createRebuildRunner, whileRebuildsAreHeld } from '../testing/rebuild-runner.ts';
import { NOW, startTestApi, type TestApi } from '../testing/start-test-api.ts';

const NAME = 'an API with few connections';
const POOL = 3;
const timings = { heartbeat_ms: 200, progress_ms: 200, lease_ms: 30_000, poll_ms: 100, retry_ms: 10, watch_ms: 10_000 };

let api: TestApi;
let runner: JobRunner;
let accepted = 0;
let statements = 0;
beforeAll(async () => {
  api = await startTestApi({
    openPool: async ({ url }) => {
      const db = createDatabase({ url, poolMax: POOL, applicationName: NAME });
      db.sequelize.addHook('beforePoolAcquire', () => {
        statements += 1;
      });
      return db;
    },
    runner({ db }) {
      runner = createRebuildRunner(db, timings);
      return { ...runner, submit: (request) => runner.submit(request).finally(() => (accepted += 1)) };
    },
  });
  await insertConnection(api.database.db, api.tenant.tenantId);
});
afterAll(async () => {
  await runner.stop();
  await api.close();
});

const sessions = (db: Database) =>
  query<{ state: string }>(db, 'select state from pg_stat_activity where application_name = $1', { bind: [NAME] });
const lastBeat = async () =>
  (await query<{ beat: Date }>(api.database.db, 'select heartbeat_at as beat from job_logs'))[0]?.beat.getTime() ?? 0;

test('a hundred requests that wait for one run hold no connection, and the process stays ready', async () => {
  const { db } = api.database;
  const body = { tenantId: api.tenant.tenantId, slot: NOW.toISOString() };
  const waiting: ReturnType<TestApi['call']>[] = [];
  await whileRebuildsAreHeld(db, NAME, async (listHeld) => {
    for (let count = 0; count < 100; count += 1) {
      waiting.push(api.call('/api/v1/jobs/rebuild-daily-metrics', { body }));
    }
    await expect.poll(() => accepted, { timeout: 30_000 }).toBe(100);
    await expect.poll(listHeld).toHaveLength(1);

    // The run has one connection; all others come back to rest while a hundred wait.
    const busy = async () => (await sessions(db)).filter(({ state }) => state !== 'idle').length;
    await expect.poll(busy).toBe(1);
    expect((await sessions(db)).length).toBeLessThanOrEqual(POOL);
    expect(await api.call('/readyz', { key: null })).toMatchObject({ status: 200, body: { ready: true } });

    // Counted by signs of life, which come every 200 ms: what is asked does not grow with those who wait.
    const [before, began] = [statements, await lastBeat()];
    await expect.poll(lastBeat, { timeout: 30_000 }).toBeGreaterThan(began + 3 * timings.heartbeat_ms);
    expect(statements - before).toBeLessThan(100);
  });
  const ends = (await Promise.all(waiting)).map(({ status, body: end }) => ({
    code: status,
    ...JobEndedBody.parse(end),
  }));
  expect(new Set(ends.map(({ jobLogId }) => jobLogId)).size).toBe(1);
  expect(ends.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
  expect(new Set(ends.map(({ code }) => code))).toEqual(new Set([200]));
});
