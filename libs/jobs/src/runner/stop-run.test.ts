import { query } from '@pulso/database';
import { cancelJobRun, findJobRun, listJobRuns, openJobRun } from '@pulso/job-log';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { readMetrics } from '../testing/read-metrics.ts';
import { openSimulatedSeller } from '../testing/simulated-seller.ts';
import { createJobRunner } from './create-job-runner.ts';

/** The lease is longer than the test is ready to wait: nothing here is found by its running out. */
const timings = { heartbeat_ms: 50, progress_ms: 50, lease_ms: 600_000, poll_ms: 20, retry_ms: 10, watch_ms: 50 };

let seller: Awaited<ReturnType<typeof openSimulatedSeller>>;
const closers: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  seller = await openSimulatedSeller({
    at: '2026-11-20T15:34:00Z',
    seed: 'stopped',
    world: { listings: 24, ordersPerDay: 3 },
  });
});
beforeEach(() => query(seller.db, 'delete from job_logs'));
afterEach(async () => {
  vi.restoreAllMocks();
  for (const close of closers.splice(0).reverse()) await close();
});
afterAll(() => seller.close());

function openRunner(own: { longestRun_ms?: number } = {}) {
  const runner = createJobRunner(seller.deps, { ...timings, ...own });
  closers.push(() => runner.stop());
  return runner;
}
const request = { jobType: 'sync-mercadolivre', params: { daysBack: 3 }, trigger: 'api' } as const;
const submitTo = (runner: ReturnType<typeof openRunner>) => runner.submit({ ...request, tenantId: seller.tenantId });
const rows = async () =>
  (await listJobRuns(seller.db, { limit: 10 })).runs.sort((one, other) => one.attempt - other.attempt);

/** From now on nobody is told who the seller is; the call ends as the signal that it is given says. */
function holdSeller() {
  const real = fetch;
  let held = 0;
  const spy = vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    if (pathname !== '/users/me') return real(input, init);
    held += 1;
    return new Promise((_resolve, reject) => {
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
    });
  });
  return {
    async until() {
      await expect.poll(() => held, { timeout: 10_000 }).toBeGreaterThan(0);
    },
    release: () => spy.mockRestore(),
  };
}

it('a run whose end somebody asks for stops in the middle, says so, and nobody goes on with it', async () => {
  const runner = openRunner();
  const other = openRunner();
  other.watch();
  const hold = holdSeller();
  const { run, finished } = await submitTo(runner);
  await hold.until();
  const asked = await cancelJobRun(seller.db, seller.tenantId, { jobLogId: run.jobLogId, now: seller.now() });
  expect(asked).toMatchObject({ jobLogId: run.jobLogId, status: 'RUNNING' });
  expect(await finished).toMatchObject({ status: 'FAILED', errorCode: 'cancelled', attempt: 1 });
  hold.release();
  expect(await (await submitTo(other)).finished).toMatchObject({ status: 'SUCCESS' });
  expect(await rows()).toHaveLength(2);
  expect(await cancelJobRun(seller.db, seller.tenantId, { jobLogId: run.jobLogId, now: seller.now() })).toBeNull();
});

it('a run whose end was asked for is joined by nobody any more', async () => {
  const { db, tenantId, now } = seller;
  const open = () => {
    const join = { lease_ms: 30_000, isCovered: () => true };
    return openJobRun(db, tenantId, {
      jobType: 'sync-mercadolivre',
      trigger: 'api',
      slot: null,
      params: {},
      now: now(),
      join,
    });
  };
  const first = await open();
  expect((await open()).run.jobLogId).toBe(first.run.jobLogId);
  await cancelJobRun(db, tenantId, { jobLogId: first.run.jobLogId, now: now() });
  expect(await open()).toMatchObject({ isDuplicate: false });
});

it('a run that waits for its turn can be cancelled too', async () => {
  const runner = openRunner();
  const hold = holdSeller();
  const first = await submitTo(runner);
  await hold.until();
  const wider = { ...request, tenantId: seller.tenantId, params: { daysBack: 9 } };
  const second = await runner.submit(wider);
  await cancelJobRun(seller.db, seller.tenantId, { jobLogId: second.run.jobLogId, now: seller.now() });
  expect(await second.finished).toMatchObject({ status: 'FAILED', errorCode: 'cancelled', startedAt: null });
  expect(await findJobRun(seller.db, first.run.jobLogId)).toMatchObject({ status: 'RUNNING' });
});

it('a run that works for longer than it may ends so, and so do its next attempts, the third the last', async () => {
  const hold = holdSeller();
  const { finished } = await submitTo(openRunner({ longestRun_ms: 100 }));
  expect(await finished).toMatchObject({ status: 'FAILED', errorCode: 'run_overdue', attempt: 3 });
  const all = await rows();
  expect(all.map((run) => run.errorCode)).toEqual(['run_overdue', 'run_overdue', 'run_overdue']);
  expect(all.map((run) => run.metadata.continuedBy)).toEqual([all[1]?.jobLogId, all[2]?.jobLogId, undefined]);
  hold.release();
  expect(await (await submitTo(openRunner())).finished).toMatchObject({ status: 'SUCCESS' });
});

it('a process that is asked to stop ends its run in the middle, and another goes on with it without waiting for a lease', async () => {
  const stopped = openRunner();
  const hold = holdSeller();
  const { run, finished } = await submitTo(stopped);
  await hold.until();
  await stopped.stop();
  expect(await finished).toMatchObject({ jobLogId: run.jobLogId, status: 'FAILED', errorCode: 'interrupted' });
  hold.release();
  openRunner().watch();
  await expect
    .poll(async () => (await rows()).map(({ status }) => status), { timeout: 20_000 })
    .toEqual(['FAILED', 'SUCCESS']);
  const [before, after] = await rows();
  expect(before).toMatchObject({ metadata: { continuedBy: after?.jobLogId } });
});

it('a process that is asked to stop in the middle of a rebuild ends it between two steps, and nothing of it is written', async () => {
  const { db, tenantId } = seller;
  const runner = openRunner();
  await (await submitTo(runner)).finished;
  // A row that the rebuild has to mend.
  await query(db, 'update listing_metrics_daily set units = units + 1');
  const before = await readMetrics(db, 'listing_metrics_daily', tenantId);
  const hold = await db.sequelize.transaction();
  await query(db, 'lock table listing_metrics_daily in share mode', { transaction: hold });
  const rebuild = await runner.submit({ jobType: 'rebuild-daily-metrics', tenantId, params: {}, trigger: 'api' });
  const waiting = () =>
    query(db, `select from pg_stat_activity where datname = current_database() and wait_event = 'relation'`);
  await expect.poll(waiting, { timeout: 10_000 }).toHaveLength(1);
  const stopped = runner.stop();
  await hold.rollback();
  await stopped;
  expect(await rebuild.finished).toMatchObject({ status: 'FAILED', errorCode: 'interrupted' });
  expect(await readMetrics(db, 'listing_metrics_daily', tenantId)).toEqual(before);
});
