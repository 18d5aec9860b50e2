import { randomUUID } from 'node:crypto';
import { query } from '@pulso/database';
import { createTestDatabase } from '@pulso/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { abandonDeadJobRuns } from './abandon-dead-job-runs.ts';
import { beatJobRun } from './beat-job-run.ts';
import { findJobRun } from './find-job-run.ts';
import { finishJobRun, type JobOutcome } from './finish-job-run.ts';
import { listJobRuns } from './list-job-runs.ts';
import { listLastRuns } from './list-last-runs.ts';
import { openJobRun } from './open-job-run.ts';
import { startJobRun } from './start-job-run.ts';

let test: Awaited<ReturnType<typeof createTestDatabase>>;
let tenantId: string;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());
beforeEach(async () => {
  tenantId = randomUUID();
  await query(test.db, `insert into tenants (tenant_id, name, created_at) values ($1, 'Loja', now())`, {
    bind: [tenantId],
  });
});

const noon = new Date('2026-11-20T15:00:00Z');
const jobType = 'sync-mercadolivre';
const good: JobOutcome = {
  status: 'SUCCESS',
  recordsProcessed: 3,
  errorCode: null,
  errorMessage: null,
  metadata: { result: { a: 1 } },
};
const open = (options: { slot?: Date | null; now?: Date } = {}) =>
  openJobRun(test.db, tenantId, {
    jobType,
    trigger: 'api',
    slot: options.slot ?? null,
    params: { daysBack: 7 },
    now: options.now ?? noon,
  });
const silence = (jobLogId: string) =>
  query(test.db, `update job_logs set heartbeat_at = clock_timestamp() - interval '31 s' where id = $1`, {
    bind: [jobLogId],
  });

describe('job log', () => {
  it('opens a row before the work and gives the second caller of a slot the run of the first', async () => {
    const slot = new Date('2026-11-20T15:00:00Z');
    const opened = await Promise.all(Array.from({ length: 20 }, () => open({ slot })));
    expect(opened.filter((one) => !one.isDuplicate)).toHaveLength(1);
    expect(new Set(opened.map((one) => one.run.jobLogId)).size).toBe(1);
    expect(opened[0]?.run).toMatchObject({ status: 'QUEUED', attempt: 1, slot: slot.toISOString(), startedAt: null });
  });

  it('lets one run of a tenant and job work at a time, whoever tries', async () => {
    const runs = await Promise.all([open(), open(), open()]);
    const tries = await Promise.all(runs.map(({ run }) => startJobRun(test.db, tenantId, { run, now: noon })));
    expect(tries.filter((started) => started !== null)).toHaveLength(1);
  });

  it('ends a run with its outcome, its duration and without its progress', async () => {
    const { run } = await open();
    await startJobRun(test.db, tenantId, { run, now: noon });
    await beatJobRun(test.db, tenantId, { run, progress: { phase: 'orders', done: 1, total: 2 } });
    expect((await findJobRun(test.db, run.jobLogId))?.metadata).toMatchObject({ progress: { done: 1 } });
    const ended = await finishJobRun(test.db, tenantId, {
      run,
      outcome: good,
      now: new Date(noon.getTime() + 1500),
    });
    expect(ended).toMatchObject({
      status: 'SUCCESS',
      durationMs: 1500,
      recordsProcessed: 3,
      metadata: { params: { daysBack: 7 }, result: { a: 1 } },
    });
    expect(ended?.metadata).not.toHaveProperty('progress');
  });

  it('declares a silent run dead, and the dead one can write nothing more', async () => {
    const { run } = await open();
    await startJobRun(test.db, tenantId, { run, now: noon });
    expect(await abandonDeadJobRuns(test.db, tenantId, { jobType, lease_ms: 30_000, now: noon })).toBe(0);
    await silence(run.jobLogId);
    expect(await abandonDeadJobRuns(test.db, tenantId, { jobType, lease_ms: 30_000, now: noon })).toBe(1);
    expect(await beatJobRun(test.db, tenantId, { run, progress: null })).toBe('lost');
    expect(await finishJobRun(test.db, tenantId, { run, outcome: good, now: noon })).toBeNull();
    expect(await findJobRun(test.db, run.jobLogId)).toMatchObject({ status: 'ABANDONED', errorCode: 'interrupted' });
    const next = await open();
    expect(await startJobRun(test.db, tenantId, { run: next.run, now: noon })).not.toBeNull();
  });

  it('pages through runs newest first without losing or repeating one', async () => {
    const ids: string[] = [];
    for (let minute = 0; minute < 5; minute++) {
      ids.unshift((await open({ now: new Date(noon.getTime() + minute * 60_000) })).run.jobLogId);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listJobRuns(test.db, { tenantId, limit: 2, cursor });
      seen.push(...page.runs.map((run) => run.jobLogId));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(ids);
    await expect(listJobRuns(test.db, { limit: 2, cursor: 'x' })).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('names the newest run of each job', async () => {
    await open({ now: new Date(noon.getTime() - 60_000) });
    const { run } = await open();
    expect((await listLastRuns(test.db, [tenantId])).map((one) => one.jobLogId)).toEqual([run.jobLogId]);
  });
});
