import { createDatabase, query } from '@pulso/database';
import type { JobRunner } from '@pulso/jobs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { JobEndedBody } from '../openapi/schemas.ts';
import { insertConnection } from '../testing/insert-connection.ts';
import { createRebuildRunner, whileRebuildsAreHeld } from '../testing/rebuild-runner.ts';
import { NOW, startTestApi, type TestApi } from '../testing/start-test-api.ts';
import { type TroubledDatabase, troubleDatabase } from '../testing/trouble-database.ts';

const REBUILD = '/api/v1/jobs/rebuild-daily-metrics';
const NAME = 'the API in trouble';
const LEASE_MS = 2_000;
const timings = { heartbeat_ms: 200, progress_ms: 200, lease_ms: LEASE_MS, poll_ms: 20, retry_ms: 10, watch_ms: 100 };

let api: TestApi;
let database: TroubledDatabase;
let runner: JobRunner;
const unhandled: unknown[] = [];
const note = (reason: unknown) => unhandled.push(reason);
beforeAll(async () => {
  process.on('unhandledRejection', note);
  api = await startTestApi({
    databaseWithin_ms: 3_000,
    async openPool(own) {
      database = await troubleDatabase(own);
      return createDatabase({ url: database.url, poolMax: 4, applicationName: NAME });
    },
    runner({ db }) {
      runner = createRebuildRunner(db, timings);
      runner.watch();
      return runner;
    },
  });
  const connectionId = await insertConnection(api.database.db, api.tenant.tenantId);
  await query(
    api.database.db,
    `insert into source_coverage (tenant_id, connection_id, source, covered, covered_through, last_success_at)
     values ($1, $2, 'orders', tstzmultirange(tstzrange($3::timestamptz - interval '40 days', $3)), $3, $3)`,
    { bind: [api.tenant.tenantId, connectionId, NOW] },
  );
});
afterAll(async () => {
  await runner.stop();
  await api.close();
  process.off('unhandledRejection', note);
});
beforeEach(() => query(api.database.db, 'delete from job_logs'));
afterEach(async () => {
  // Also when a test failed in the middle of its trouble.
  for (const trouble of Object.values(database.troubles)) await trouble.end();
  await query(api.database.db, 'delete from account_metrics_daily');
});

const body = (fields: object = {}) => ({ tenantId: api.tenant.tenantId, ...fields });
const statuses = async () =>
  (await query<{ status: string }>(api.database.db, 'select status from job_logs order by created_at, attempt')).map(
    ({ status }) => status,
  );
const countDays = async () => (await query(api.database.db, 'select 1 from account_metrics_daily')).length;

describe.each([
  ['gone', { readsToo: true }],
  ['readOnly', { readsToo: false }],
  ['usedUp', { readsToo: true }],
] as const)('a database that is %s in the middle of a run', (kind, { readsToo }) => {
  test('costs its callers a 503 and nobody the process; when it is back the run goes on, and so does everything', async () => {
    const trouble = database.troubles[kind];
    await whileRebuildsAreHeld(api.database.db, NAME, async (listHeld) => {
      const answer = api.call(REBUILD, { body: body({ slot: NOW.toISOString() }) });
      await expect.poll(listHeld).toHaveLength(1);
      await trouble.begin();
      expectAway(await answer);
      expect(await api.call('/healthz', { key: null })).toMatchObject({ status: 200 });
      const ready = await api.call('/readyz', { key: null });
      expectAway(ready);
      expect(ready.body).toMatchObject({ reasons: [expect.stringMatching(/^The database /)] });
      for (const fields of [{}, { slot: '2026-11-23T14:00:00Z' }]) {
        expectAway(await api.call(REBUILD, { body: body(fields) }));
      }
      if (readsToo) expectAway(await api.call('/api/v1/jobs'));
      await trouble.end();
    });

    await expectRecovery();
  });
});

test('a database that hangs in the middle of a run keeps no caller hanging; when it wakes, everything goes on', async () => {
  const { silent } = database.troubles;
  const waiting: ReturnType<TestApi['call']>[] = [];
  await whileRebuildsAreHeld(api.database.db, NAME, async (listHeld) => {
    waiting.push(api.call(REBUILD, { body: body({ slot: NOW.toISOString() }) }));
    await expect.poll(listHeld).toHaveLength(1);
    await silent.begin();
    const paths = ['/readyz', '/api/v1/jobs', '/api/v1/freshness', '/trpc/session.get'];
    const answers = await Promise.all([
      ...paths.map((path) => api.call(path)),
      ...[{}, { slot: '2026-11-23T14:00:00Z' }].map((fields) => api.call(REBUILD, { body: body(fields) })),
    ]);
    answers.forEach(expectAway);
    expect(await api.call('/healthz', { key: null })).toMatchObject({ status: 200 });
    await silent.end();
  });
  // Its run was accepted before; a hundred seconds are its limit.
  for (const answer of await Promise.all(waiting))
    expect(answer).toMatchObject({ status: 200, body: { status: 'SUCCESS' } });
  await expectRecovery();
});

/** Whatever was cut off has ended, and the API works as if nothing had been. */
async function expectRecovery(): Promise<void> {
  // The lease is far below the limit, so whatever stays RUNNING stays for ever.
  const living = async () => (await statuses()).filter((one) => one === 'QUEUED' || one === 'RUNNING');
  await expect.poll(async () => [await living(), await countDays()], { timeout: 10 * LEASE_MS }).toEqual([[], 30]);
  expect(await statuses()).toContain('SUCCESS');
  const again = await api.call(REBUILD, { body: body({ slot: NOW.toISOString() }) });
  expect(again).toMatchObject({ status: 200, body: { status: 'SUCCESS', duplicate: true } });
  const next = await api.call(REBUILD, { body: body() });
  expect(next.status).toBe(200);
  expect(JobEndedBody.parse(next.body)).toMatchObject({ status: 'SUCCESS', duplicate: false });
  expect(await api.call('/readyz', { key: null })).toMatchObject({ status: 200 });
  expect(unhandled).toEqual([]);
}

function expectAway({ status, headers, body: problem }: Awaited<ReturnType<TestApi['call']>>): void {
  expect(status, JSON.stringify(problem)).toBe(503);
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(headers.get('retry-after')).toBe('5');
  expect(problem).toMatchObject({ status: 503, title: expect.any(String), detail: expect.any(String) });
}
