import { createTenant } from '@pulso/connections';
import { createDatabase, query } from '@pulso/database';
import { type AppErrorCode, errorTable } from '@pulso/domain';
import type { JobRunner } from '@pulso/jobs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { JobAcceptedBody, JobsAcceptedBody } from './openapi/schemas.ts';
import { insertConnection } from './testing/insert-connection.ts';
import { createRebuildRunner, whileRebuildsAreHeld } from './testing/rebuild-runner.ts';
import { createRunnerDouble, type RunnerDouble } from './testing/runner-double.ts';
import { NOW, startTestApi, type TestApi } from './testing/start-test-api.ts';
import { type TroubledDatabase, troubleDatabase } from './testing/trouble-database.ts';

/** What went wrong in production with the system before this one, by its number, as far as HTTP is concerned. */
const NAME = 'an API with a past';
const REBUILD = '/api/v1/jobs/rebuild-daily-metrics';
const SYNC = '/api/v1/jobs/sync-mercadolivre';

let api: TestApi;
let runner: JobRunner;
let database: TroubledDatabase;
beforeAll(async () => {
  api = await startTestApi({
    async openPool(own) {
      database = await troubleDatabase(own);
      return createDatabase({ url: database.url, poolMax: 4, applicationName: NAME });
    },
    runner({ db }) {
      runner = createRebuildRunner(db);
      return runner;
    },
  });
  await insertConnection(api.database.db, api.tenant.tenantId, { nickname: 'LOJA' });
});
afterAll(async () => {
  await runner.stop();
  await api.close();
});
beforeEach(() => query(api.database.db, 'delete from job_logs'));
afterEach(() => database.troubles.readOnly.end());

const body = (fields: object = {}) => ({ tenantId: api.tenant.tenantId, ...fields });
const rows = () =>
  query<{ id: string; tenant_id: string; metadata: object }>(api.database.db, 'select * from job_logs order by id');
const respondAsync = { headers: { prefer: 'respond-async' } };

describe('asking for runs', () => {
  test('row 6: the exact body of a schedule names neither tenants nor days; both are found here, and a year too long is refused', async () => {
    const { db } = api.database;
    const { tenantId } = await createTenant(db, { name: 'Outra', timeZone: 'Pacific/Kiritimati', now: NOW });
    const refused = await api.call(SYNC, { body: { daysBack: 366 } });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'daysBack' }] } });
    expect(await rows()).toEqual([]);

    for (const [path, sent] of [
      [SYNC, '{}'],
      [REBUILD, ''],
    ] as const) {
      const answer = await api.call(path, { method: 'POST', body: sent });
      expect(answer.status).toBe(202);
      const { runs } = JobsAcceptedBody.parse(answer.body);
      expect(runs.map((run) => run.tenantId).sort()).toEqual([api.tenant.tenantId, tenantId].sort());
    }
    const params = await query<{ name: string; params: object }>(
      db,
      `select t.name, j.metadata -> 'params' as params from job_logs j join tenants t using (tenant_id) order by job_type, name`,
    );
    expect(params).toEqual([
      { name: 'Loja', params: { from: '2026-10-25', to: '2026-11-23' } },
      { name: 'Outra', params: { from: '2026-10-26', to: '2026-11-24' } },
      { name: 'Loja', params: { daysBack: 30 } },
      { name: 'Outra', params: { daysBack: 30 } },
    ]);
    const open = `select 1 from job_logs where completed_at is null`;
    await expect.poll(() => query(db, open), { timeout: 10_000 }).toEqual([]);
    await query(db, 'delete from tenants where tenant_id = $1', { bind: [tenantId] });
  });

  test('row 8: a caller that cannot wait is answered while the run still works, and asking again is the same run', async () => {
    const slot = NOW.toISOString();
    const ids = new Set<string>();
    await whileRebuildsAreHeld(api.database.db, NAME, async (listHeld) => {
      const first = await api.call(REBUILD, { body: body({ slot }), ...respondAsync });
      await expect.poll(listHeld).toHaveLength(1);
      const impatient = new AbortController();
      const left = fetch(`${api.url}${REBUILD}`, {
        method: 'POST',
        signal: impatient.signal,
        headers: { 'x-internal-key': 'key-of-the-tests', 'content-type': 'application/json' },
        body: JSON.stringify(body({ slot })),
      });
      impatient.abort();
      await expect(left).rejects.toMatchObject({ name: 'AbortError' });
      const again = await api.call(REBUILD, { body: body({ slot }), ...respondAsync });
      for (const [index, { status, headers, body: run }] of [first, again].entries()) {
        const { jobLogId, duplicate } = JobAcceptedBody.parse(run);
        expect({ status, duplicate }).toEqual({ status: 202, duplicate: index > 0 });
        expect(headers.get('location')).toBe(`/api/v1/jobs/${jobLogId}`);
        ids.add(jobLogId);
      }
    });
    expect(ids.size).toBe(1);
    const ended = await api.call(REBUILD, { body: body({ slot }) });
    expect(ended).toMatchObject({ status: 200, body: { jobLogId: [...ids][0], duplicate: true } });
  });

  test('row 12: seven clicks are one run, and whoever only reads can do so where nothing can be written', async () => {
    const host = new URL(api.url).host;
    const click = () =>
      api.call('/trpc/jobs.refresh', { body: {}, key: null, headers: { origin: `http://${host}`, host } });
    await whileRebuildsAreHeld(api.database.db, NAME, async () => {
      const clicks = await Promise.all(Array.from({ length: 7 }, click));
      expect(clicks.map(({ status }) => status)).toEqual(Array.from({ length: 7 }, () => 200));
      expect(await rows()).toHaveLength(1);
    });
    const open = `select 1 from job_logs where completed_at is null`;
    await expect.poll(() => query(api.database.db, open), { timeout: 10_000 }).toEqual([]);

    await database.troubles.readOnly.begin();
    const window = encodeURIComponent(JSON.stringify({ days: 30, connectionId: null }));
    const reads = [
      '/api/v1/jobs',
      `/api/v1/jobs/${(await rows())[0]?.id}`,
      '/api/v1/freshness',
      '/trpc/session.get',
      '/trpc/freshness.get',
      '/trpc/connections.list',
      `/trpc/overview.totals?input=${window}`,
      `/trpc/overview.series?input=${window}`,
    ];
    for (const path of reads) expect({ path, status: (await api.call(path)).status }).toEqual({ path, status: 200 });
    expect(await rows()).toHaveLength(1);
  });
});

describe('answers about runs', () => {
  test('row 2: work that nobody does is seen: strict freshness fails while a connected tenant is not read', async () => {
    expect(await api.call('/api/v1/freshness?strict=true')).toMatchObject({ status: 503 });
    await query(
      api.database.db,
      `insert into source_coverage (tenant_id, connection_id, source, covered_through, last_success_at)
       select tenant_id, connection_id, source, $1, $1
       from connections, unnest(array['listings', 'orders', 'visits']) as source`,
      { bind: [NOW] },
    );
    expect(await api.call('/api/v1/freshness?strict=true')).toMatchObject({ status: 200 });
    await query(api.database.db, `update source_coverage set covered_through = $1`, {
      bind: [new Date(NOW.getTime() - 3 * 86_400_000)],
    });
    expect(await api.call('/api/v1/freshness?strict=true')).toMatchObject({ status: 503 });
  });

  test('row 14: whatever a run failed of, its answer is no success by its status alone', async () => {
    const doubles: RunnerDouble[] = [];
    const other = await startTestApi({
      runner({ db }) {
        const made = createRunnerDouble(db);
        doubles.push(made);
        return made;
      },
    });
    const [double] = doubles;
    for (const errorCode of Object.keys(errorTable) as AppErrorCode[]) {
      const asked = double?.nextRequest();
      const answer = other.call(SYNC, { body: { tenantId: other.tenant.tenantId } });
      await asked;
      await double?.end({ status: 'FAILED', errorCode, errorMessage: 'as it happened' });
      const { status, body: problem } = await answer;
      expect({ errorCode, isSuccess: status < 400 }).toEqual({ errorCode, isSuccess: false });
      expect(problem).toMatchObject({ status, errorCode, jobLogId: expect.any(String) });
      expect(problem).not.toHaveProperty('success');
    }
    await other.close();
  });
});
