import { randomUUID } from 'node:crypto';
import { createTenant } from '@pulso/connections';
import { createDatabase, query } from '@pulso/database';
import { finishJobRun, type JobTrigger, jobTriggers, listJobRuns, openJobRun, startJobRun } from '@pulso/job-log';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { getFreshness } from './freshness/get-freshness.ts';
import { createJobRunner, type JobRequest } from './runner/create-job-runner.ts';
import { openSimulatedSeller } from './testing/simulated-seller.ts';

/**
 * What went wrong in production with the system before this one, by its number; each of these tests is the property that
 * makes it impossible here. The rows that are about HTTP stand in the API, those about the schedule in the scheduler.
 */
let seller: Awaited<ReturnType<typeof openSimulatedSeller>>;
const NOW = '2026-11-20T15:34:00Z';
const jobType = 'sync-mercadolivre';
const promise = { freshWithin_minutes: 120, staleAfter_minutes: 1560 };
const timings = { heartbeat_ms: 1_000, progress_ms: 50, lease_ms: 30_000, poll_ms: 20, retry_ms: 10, watch_ms: 50 };

beforeAll(async () => {
  const world = { listings: 24, ordersPerDay: 3 };
  seller = await openSimulatedSeller({ at: NOW, seed: 'history', world });
});
afterAll(() => seller.close());
beforeEach(async () => {
  seller.moveTo(NOW);
  await query(seller.db, 'delete from job_logs');
});

const submit = (request: Partial<JobRequest> = {}) =>
  seller.runner.submit({ jobType, tenantId: seller.tenantId, params: { daysBack: 3 }, trigger: 'api', ...request });
const rows = async () => (await listJobRuns(seller.db, { limit: 50 })).runs;
const statuses = async () => (await rows()).map(({ status }) => status).sort();
const sources = async (tenantId = seller.tenantId, now = seller.now()) =>
  (await getFreshness(seller.db, { promise, now, tenantId }))[0]?.sources ?? [];
const coverage = () =>
  query(
    seller.db,
    `select connection_id as "connectionId", source, covered_through as "coveredThrough" from source_coverage order by source`,
  );
/** Late enough for the key to have expired: its renewal is asked for once, other calls are repeated for a while. */
async function whileMercadoLivreIsAway(work: () => Promise<void>): Promise<void> {
  seller.moveTo('2026-11-21T01:34:00Z');
  const { application } = seller.deps.connections;
  const { apiUrl } = application;
  Object.assign(application, { apiUrl: 'http://127.0.0.1:9' });
  await work().finally(() => Object.assign(application, { apiUrl }));
}

describe('runs that the predecessor lost or doubled', () => {
  it('row 1: a run that has ended keeps no later one from running, and no slot runs twice', async () => {
    const slots = ['2026-11-20T13:00:00Z', '2026-11-20T14:00:00Z', '2026-11-20T15:00:00Z'].map((at) => new Date(at));
    const ids: string[] = [];
    for (const slot of slots) {
      const { run, duplicate, finished } = await submit({ slot });
      expect({ duplicate, status: (await finished).status }).toEqual({ duplicate: false, status: 'SUCCESS' });
      ids.push(run.jobLogId);
    }
    expect(new Set(ids).size).toBe(3);
    for (const [index, slot] of slots.entries()) {
      expect(await submit({ slot })).toMatchObject({ duplicate: true, run: { jobLogId: ids[index] } });
    }
    expect(await rows()).toHaveLength(3);
  });

  it('row 9: of runs wanted at once by two processes every one has its turn, and none takes its own place for another', async () => {
    const other = createDatabase({ url: seller.databaseUrl, poolMax: 3, applicationName: 'another process' });
    const another = createJobRunner({ ...seller.deps, db: other }, timings);
    const slots = [9, 10, 11, 12, 13, 14].map((hour) => new Date(Date.UTC(2026, 10, 20, hour)));
    const submitted = await Promise.all(
      slots.map((slot, index) => {
        const runner = index % 2 === 0 ? seller.runner : another;
        return runner.submit({ jobType, tenantId: seller.tenantId, params: {}, trigger: 'schedule', slot });
      }),
    );
    for (const one of submitted) {
      const { status, metadata } = await one.finished;
      expect(['SUCCESS', 'SKIPPED covered']).toContain(status === 'SKIPPED' ? `SKIPPED ${metadata.reason}` : status);
    }
    expect(await rows()).toHaveLength(6);
    expect(await statuses()).toContain('SUCCESS');
    await another.stop();
    await other.close();

    // The place is one key, not a look and then a write: a second RUNNING row cannot be stored.
    const begin = `insert into job_logs (id, tenant_id, job_type, status, trigger, metadata, heartbeat_at, created_at)
      values (gen_random_uuid(), $1, 'sync-mercadolivre', 'RUNNING', 'api', '{}', now(), now())`;
    await query(seller.db, begin, { bind: [seller.tenantId] });
    await expect(query(seller.db, begin, { bind: [seller.tenantId] })).rejects.toMatchObject({
      name: 'SequelizeUniqueConstraintError',
    });
  });

  it('row 11: a run whose process died is gone on with, and one that failed of something passing is tried again, three times in all', async () => {
    const request = { jobType, trigger: 'schedule', slot: null, params: { daysBack: 3 }, now: seller.now() } as const;
    const { run } = await openJobRun(seller.db, seller.tenantId, request);
    await startJobRun(seller.db, seller.tenantId, { run, now: seller.now() });
    await query(seller.db, `update job_logs set heartbeat_at = clock_timestamp() - interval '31 s'`);
    seller.runner.watch();
    await expect.poll(statuses, { timeout: 20_000 }).toEqual(['ABANDONED', 'SUCCESS']);

    await query(seller.db, 'delete from job_logs');
    await whileMercadoLivreIsAway(async () => {
      const ended = await (await submit()).finished;
      expect(ended).toMatchObject({ status: 'FAILED', errorCode: 'meli_unavailable', attempt: 3 });
    });
    expect(await statuses()).toEqual(['FAILED', 'FAILED', 'FAILED']);
  });

  it('row 15: every trigger opens its row before the work, for each tenant its own, and a refused call leaves none', async () => {
    const { tenantId: empty } = await createTenant(seller.db, { name: 'Sem conta', now: seller.now() });
    for (const [index, trigger] of jobTriggers.entries()) {
      const slot = new Date(Date.UTC(2026, 10, 20, index));
      for (const tenantId of [seller.tenantId, empty]) {
        const { run, finished } = await submit({ tenantId, trigger, slot });
        const [stored] = await query<{ trigger: JobTrigger; tenant_id: string }>(
          seller.db,
          'select trigger, tenant_id from job_logs where id = $1',
          { bind: [run.jobLogId] },
        );
        expect(stored).toEqual({ trigger, tenant_id: tenantId });
        await finished;
      }
    }
    const before = (await rows()).length;
    expect(before).toBe(2 * jobTriggers.length);
    const tooFarAhead = new Date(seller.now().getTime() + 6 * 60_000);
    for (const refused of [{ tenantId: randomUUID() }, { params: { daysBack: 0 } }, { slot: tooFarAhead }]) {
      await expect(submit(refused)).rejects.toThrow();
    }
    expect(await rows()).toHaveLength(before);
    await query(seller.db, 'delete from tenants where tenant_id = $1', { bind: [empty] });
  });
});

describe('the age of the data, of which the predecessor had several', () => {
  it('row 3: there is one answer, that of the last complete read; a failed sync, a rebuild or a changed name do not move it', async () => {
    await (await submit()).finished;
    const read = await sources();
    expect(read.map(({ connectionId, source, coveredThrough }) => ({ connectionId, source, coveredThrough }))).toEqual(
      (await coverage()).map((row) => ({ ...row, coveredThrough: (row.coveredThrough as Date).toISOString() })),
    );
    expect(read.map(({ source }) => source)).toEqual(['listings', 'orders', 'visits']);

    await whileMercadoLivreIsAway(async () => {
      expect(await (await submit()).finished).toMatchObject({ status: 'FAILED' });
    });
    const rebuild = await submit({ jobType: 'rebuild-daily-metrics', params: {} });
    expect(await rebuild.finished).toMatchObject({ status: 'SUCCESS' });
    await query(seller.db, `update connections set nickname = 'NOVO', status_at = $1`, { bind: [seller.now()] });
    expect(await sources(seller.tenantId, new Date(NOW))).toEqual(read);
  });

  it('row 4: it grows while nothing is read, whoever looks, and what was never read says so', async () => {
    await (await submit()).finished;
    const read = await sources();
    const nextWeek = new Date('2026-11-27T15:34:00Z');
    for (const [index, later] of (await sources(seller.tenantId, nextWeek)).entries()) {
      expect(later).toEqual({ ...read[index], status: 'stale' });
    }
    const { tenantId } = await createTenant(seller.db, { name: 'Nova', now: nextWeek });
    await query(
      seller.db,
      `insert into connections (tenant_id, connection_id, seller_id, site_id, currency, status, status_at, created_at)
       values ($1, gen_random_uuid(), 4711, 'MLB', 'BRL', 'active', $2, $2)`,
      { bind: [tenantId, nextWeek] },
    );
    for (const never of await sources(tenantId, nextWeek)) {
      expect(never).toMatchObject({ coveredThrough: null, lastSuccessAt: null, status: 'never' });
    }
    await query(seller.db, 'delete from tenants where tenant_id = $1', { bind: [tenantId] });
  });

  it('row 10: no column holds an instant without its zone, and no run lasts less than nothing when a clock goes back', async () => {
    const zoneless = await query(
      seller.db,
      `select table_name, column_name from information_schema.columns
       where table_schema = 'public' and data_type = 'timestamp without time zone'`,
    );
    expect(zoneless).toEqual([]);
    const request = { jobType, trigger: 'api', slot: null, params: {}, now: seller.now() } as const;
    const { run } = await openJobRun(seller.db, seller.tenantId, request);
    await startJobRun(seller.db, seller.tenantId, { run, now: seller.now() });
    const anHourBack = new Date(seller.now().getTime() - 3_600_000);
    const outcome = {
      status: 'SUCCESS',
      recordsProcessed: 0,
      errorCode: null,
      errorMessage: null,
      metadata: {},
    } as const;
    const ended = await finishJobRun(seller.db, seller.tenantId, { run, outcome, now: anHourBack });
    expect(ended?.durationMs).toBe(0);
  });
});

describe('outcomes that the predecessor called success', () => {
  it('row 13: without a connection nothing was done, and one that needs its seller is a failure; neither moves the age', async () => {
    const { tenantId } = await createTenant(seller.db, { name: 'Sem conta', now: seller.now() });
    for (const job of [jobType, 'rebuild-daily-metrics'] as const) {
      const ended = await (await submit({ tenantId, jobType: job, params: {} })).finished;
      const dateRange = { to: '2026-11-20', maxDateAfterRebuild: null };
      expect(ended).toMatchObject({ status: 'SKIPPED', metadata: { reason: 'no_connection', result: { dateRange } } });
    }
    await query(seller.db, 'delete from tenants where tenant_id = $1', { bind: [tenantId] });

    await (await submit()).finished;
    const before = await coverage();
    seller.moveTo('2026-11-20T18:34:00Z');
    await query(seller.db, `update connections set status = 'reauthorisation_required'`);
    const ended = await (await submit()).finished;
    await query(seller.db, `update connections set status = 'active'`);
    expect(ended).toMatchObject({ status: 'FAILED', errorCode: 'reauthorisation_required' });
    expect(await coverage()).toEqual(before);
  });
});
