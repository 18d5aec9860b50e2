import { query } from '@pulso/database';
import { findJobRun, type JobRun, listJobRuns, openJobRun, startJobRun } from '@pulso/job-log';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSimulatedSeller } from '../testing/simulated-seller.ts';

let seller: Awaited<ReturnType<typeof openSimulatedSeller>>;
beforeAll(async () => {
  seller = await openSimulatedSeller({
    at: '2026-11-20T15:34:00Z',
    seed: 'runner',
    world: { listings: 24, ordersPerDay: 3 },
  });
});
afterAll(() => seller.close());
beforeEach(() => query(seller.db, 'delete from job_logs'));

const jobType = 'sync-mercadolivre';
const submit = (daysBack: number, slot: string | null = null) =>
  seller.runner.submit({
    jobType,
    tenantId: seller.tenantId,
    params: { daysBack },
    trigger: 'api',
    slot: slot === null ? null : new Date(slot),
  });
const rows = async () => (await listJobRuns(seller.db, { tenantId: seller.tenantId, limit: 50 })).runs;

/** A run that another process began and then died in: RUNNING, without a sign of life. */
async function leaveBehind(slot: Date | null): Promise<string> {
  const request = { jobType, trigger: 'schedule', slot, params: { daysBack: 3 }, now: seller.now() } as const;
  const { run } = await openJobRun(seller.db, seller.tenantId, request);
  await startJobRun(seller.db, seller.tenantId, { run, now: seller.now() });
  await query(seller.db, `update job_logs set heartbeat_at = clock_timestamp() - interval '31 s' where id = $1`, {
    bind: [run.jobLogId],
  });
  return run.jobLogId;
}

describe('requests that meet', () => {
  it('twenty without slot join one run, and a wider one queues behind it', async () => {
    const narrow = await Promise.all(Array.from({ length: 20 }, () => submit(3)));
    const wide = await submit(9);
    expect(new Set(narrow.map(({ run }) => run.jobLogId)).size).toBe(1);
    expect(narrow.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect(wide.duplicate).toBe(false);
    const [ended, ended9] = [await narrow[7]?.finished, await wide.finished];
    expect([ended?.status, ended9.status]).toEqual(['SUCCESS', 'SUCCESS']);
    expect(ended9.startedAt && ended?.completedAt && ended9.startedAt >= ended.completedAt).toBe(true);
    expect(await rows()).toHaveLength(2);
  });

  it('five of one slot are one run, and another slot has its own row, which ends covered', async () => {
    const before = await submit(3, '2026-11-20T13:00:00Z');
    await expect.poll(async () => (await findJobRun(seller.db, before.run.jobLogId))?.status).toBe('RUNNING');
    const slots = await Promise.all(Array.from({ length: 5 }, () => submit(3, '2026-11-20T15:00:00Z')));
    const other = await submit(3, '2026-11-20T14:00:00Z');
    seller.moveTo('2026-11-20T15:34:01Z');
    const ends = await Promise.all([before, ...slots, other].map(({ finished }) => finished));
    expect(new Set(ends.map((run) => run.jobLogId)).size).toBe(3);
    const later = (await rows()).filter((run) => run.jobLogId !== before.run.jobLogId);
    expect(later.map((run) => run.status).sort()).toEqual(['SKIPPED', 'SUCCESS']);
    const [skipped, done] = ['SKIPPED', 'SUCCESS'].map((status) => later.find((run) => run.status === status));
    expect(skipped?.metadata).toMatchObject({ reason: 'covered', coveredBy: done?.jobLogId });
    const told = (run: JobRun | undefined) => run?.metadata.result as { apiCalls: number; dateRange: object };
    expect(Object.keys(told(skipped)).sort()).toEqual(Object.keys(told(done)).sort());
    expect(told(skipped)).toMatchObject({
      apiCalls: 0,
      orders: { ordersProcessed: 0 },
      dateRange: told(done).dateRange,
    });
  });

  it('a run without sign of life is not joined', async () => {
    const dead = await leaveBehind(null);
    const { run, duplicate, finished } = await submit(3);
    expect(duplicate).toBe(false);
    expect(run.jobLogId).not.toBe(dead);
    expect(await finished).toMatchObject({ status: 'SUCCESS' });
    expect(await findJobRun(seller.db, dead)).toMatchObject({ status: 'ABANDONED' });
  });
});

describe('attempts', () => {
  it('a run that fails of something passing is tried three times, each naming the next', async () => {
    const { apiUrl } = seller.deps.connections.application;
    const nobody = 'http://127.0.0.1:9';
    Object.assign(seller.deps.connections.application, { apiUrl: nobody });
    seller.moveTo('2026-11-20T23:00:00Z');
    const { finished, run } = await submit(3, '2026-11-20T22:00:00Z');
    const ended = await finished;
    Object.assign(seller.deps.connections.application, { apiUrl });
    expect(ended).toMatchObject({
      status: 'FAILED',
      attempt: 3,
      errorCode: 'meli_unavailable',
      slot: '2026-11-20T22:00:00.000Z',
    });
    const all = (await rows()).sort((one, other) => one.attempt - other.attempt);
    expect(all.map((one) => one.metadata.continuedBy)).toEqual([all[1]?.jobLogId, all[2]?.jobLogId, undefined]);
    expect(all[0]?.jobLogId).toBe(run.jobLogId);
    const again = await submit(3, '2026-11-20T22:00:00Z');
    expect(again).toMatchObject({ duplicate: true, run: { jobLogId: ended.jobLogId } });
  });

  it('a run whose process died is continued by whoever watches, and the caller of its slot gets the new one', async () => {
    const slot = new Date('2026-11-20T12:00:00Z');
    const dead = await leaveBehind(slot);
    seller.runner.watch();
    await expect
      .poll(async () => (await rows()).find((run) => run.attempt === 2)?.status, { timeout: 20_000 })
      .toBe('SUCCESS');
    const next = (await rows()).find((run) => run.attempt === 2);
    expect(await findJobRun(seller.db, dead)).toMatchObject({
      status: 'ABANDONED',
      metadata: { continuedBy: next?.jobLogId },
    });
    expect(next).toMatchObject({ slot: slot.toISOString(), trigger: 'schedule', metadata: { continues: dead } });
    expect(await rows()).toHaveLength(2);
  });
});
