import { query } from '@pulso/database';
import { findJobRun, finishJobRun, listJobRuns, openJobRun, startJobRun } from '@pulso/job-log';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openSimulatedSeller } from '../testing/simulated-seller.ts';

let seller: Awaited<ReturnType<typeof openSimulatedSeller>>;
beforeAll(async () => {
  seller = await openSimulatedSeller({
    at: '2026-11-20T15:34:00Z',
    seed: 'orphans',
    world: { listings: 24, ordersPerDay: 3 },
  });
  seller.runner.watch();
});
afterAll(() => seller.close());
beforeEach(() => query(seller.db, 'delete from job_logs'));

/** A run of another process that failed so long ago, and was not tried again. */
async function fail(errorCode: 'meli_unavailable' | 'meli_refused', silent_s: number): Promise<string> {
  const params = { daysBack: 3 };
  const { db, tenantId } = seller;
  const request = { jobType: 'sync-mercadolivre', trigger: 'schedule', slot: null, params, now: seller.now() } as const;
  const { run } = await openJobRun(db, tenantId, request);
  await startJobRun(db, tenantId, { run, now: seller.now() });
  const outcome = {
    status: 'FAILED',
    recordsProcessed: 0,
    errorCode,
    errorMessage: 'no answer',
    metadata: {},
  } as const;
  await finishJobRun(db, tenantId, { run, outcome, now: seller.now() });
  await query(db, `update job_logs set heartbeat_at = clock_timestamp() - make_interval(secs => $2) where id = $1`, {
    bind: [run.jobLogId, silent_s],
  });
  return run.jobLogId;
}
const successorOf = async (jobLogId: string) =>
  (await listJobRuns(seller.db, { limit: 20 })).runs.find((run) => run.metadata.continues === jobLogId);

it('a run whose machine was off for two hours is gone on with once somebody notices, and one that was found dead a day ago is not', async () => {
  const open = async () => {
    const { db, tenantId, now } = seller;
    const params = { daysBack: 3 };
    const request = { jobType: 'sync-mercadolivre', trigger: 'api', slot: null, params, now: now() } as const;
    return (await openJobRun(db, tenantId, request)).run.jobLogId;
  };
  const off = `heartbeat_at = clock_timestamp() - interval '2 hours'`;
  const died = await open();
  await query(seller.db, `update job_logs set ${off} where id = $1`, { bind: [died] });
  await expect.poll(async () => (await successorOf(died))?.status, { timeout: 20_000 }).toBe('SUCCESS');
  expect(await findJobRun(seller.db, died)).toMatchObject({ status: 'ABANDONED', completedAt: expect.any(String) });

  const longDead = await open();
  const verdict = `status = 'ABANDONED', error_code = 'interrupted', completed_at = $2::timestamptz - interval '25 hours'`;
  await query(seller.db, `update job_logs set ${verdict}, ${off} where id = $1`, { bind: [longDead, seller.now()] });
  const justDead = await open();
  await query(seller.db, `update job_logs set ${off} where id = $1`, { bind: [justDead] });
  await expect.poll(() => successorOf(justDead), { timeout: 20_000 }).toBeDefined();
  expect(await successorOf(longDead)).toBeUndefined();
});

it('the attempt that a process still owed when it died is taken by another after a lease; what cannot pass is left', async () => {
  const final = await fail('meli_refused', 31);
  const recent = await fail('meli_unavailable', 1);
  const owed = await fail('meli_unavailable', 31);
  await expect.poll(async () => (await successorOf(owed))?.status, { timeout: 20_000 }).toBe('SUCCESS');
  expect(await successorOf(owed)).toMatchObject({ attempt: 2, metadata: { continues: owed } });
  expect([await successorOf(final), await successorOf(recent)]).toEqual([undefined, undefined]);
});
