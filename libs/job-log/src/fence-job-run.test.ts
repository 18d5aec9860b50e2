import { randomUUID } from 'node:crypto';
import { createDatabase, query, withTransaction } from '@pulso/database';
import { createTestDatabase } from '@pulso/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { abandonDeadJobRuns } from './abandon-dead-job-runs.ts';
import { beatJobRun } from './beat-job-run.ts';
import { fenceJobRun } from './fence-job-run.ts';
import { findJobRun } from './find-job-run.ts';
import { finishJobRun } from './finish-job-run.ts';
import type { JobRun } from './job-run.ts';
import { openJobRun } from './open-job-run.ts';
import { startJobRun } from './start-job-run.ts';

let test: Awaited<ReturnType<typeof createTestDatabase>>;
let tenantId: string;
let run: JobRun;
const now = new Date('2026-11-20T15:00:00Z');
const jobType = 'sync-mercadolivre';
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());
beforeEach(async () => {
  tenantId = randomUUID();
  await query(test.db, `insert into tenants (tenant_id, name, created_at) values ($1, 'Loja', now())`, {
    bind: [tenantId],
  });
  ({ run } = await openJobRun(test.db, tenantId, { jobType, trigger: 'api', slot: null, params: {}, now }));
});

const start = () => startJobRun(test.db, tenantId, { run, now });
const beat = (claim = run) => beatJobRun(test.db, tenantId, { run: claim, progress: { done: 1 } });
const outcome = { status: 'SUCCESS', recordsProcessed: 1, errorCode: null, errorMessage: null, metadata: {} } as const;
const finish = (claim = run) => finishJobRun(test.db, tenantId, { run: claim, outcome, now });
const rename = (claim = run) =>
  withTransaction(test.db, async (transaction) => {
    await query(test.db, `update tenants set name = 'Outra' where tenant_id = $1`, { bind: [tenantId], transaction });
    await fenceJobRun(test.db, tenantId, { run: claim, transaction });
  });
const nameOf = async () =>
  (await query(test.db, 'select name from tenants where tenant_id = $1', { bind: [tenantId] }))[0]?.name;
const rowOf = async () => (await query(test.db, 'select * from job_logs where id = $1', { bind: [run.jobLogId] }))[0];
const REFUSED = { code: 'interrupted' };

describe('a transaction that writes for a run', () => {
  it('commits while the run is running', async () => {
    await start();
    await rename();
    expect(await nameOf()).toBe('Outra');
  });

  it.each([
    ['has not begun', async () => undefined],
    ['has ended', () => start().then(() => finish())],
    ['was declared dead', () => start().then(() => query(test.db, `update job_logs set status = 'ABANDONED'`))],
    [
      'is owned by another process',
      () => start().then(() => query(test.db, 'update job_logs set owner = $1', { bind: [randomUUID()] })),
    ],
  ])('is undone when the run %s', async (_state, arrange) => {
    await arrange();
    await expect(rename()).rejects.toMatchObject(REFUSED);
    expect(await nameOf()).toBe('Loja');
  });

  it('is undone when another attempt is meant', async () => {
    await start();
    await expect(rename({ ...run, attempt: 2 })).rejects.toMatchObject(REFUSED);
    expect(await nameOf()).toBe('Loja');
  });

  it('keeps its run from being declared dead between the question and the commit, and holds up no look for others', async () => {
    await start();
    await query(test.db, `update job_logs set heartbeat_at = clock_timestamp() - interval '1 h'`);
    const abandon = () => abandonDeadJobRuns(test.db, tenantId, { jobType, lease_ms: 30_000, now });
    await withTransaction(test.db, async (transaction) => {
      await fenceJobRun(test.db, tenantId, { run, transaction });
      expect(await abandon()).toBe(0);
    });
    expect(await abandon()).toBe(1);
    expect((await findJobRun(test.db, run.jobLogId))?.status).toBe('ABANDONED');
  });
});

it('neither progress nor an end is written for another attempt, or for the run of another process', async () => {
  await start();
  const before = await rowOf();
  expect([await beat({ ...run, attempt: 2 }), await finish({ ...run, attempt: 2 })]).toEqual(['lost', null]);
  expect(await rowOf()).toEqual(before);
  await query(test.db, 'update job_logs set owner = $1 where id = $2', { bind: [randomUUID(), run.jobLogId] });
  const others = await rowOf();
  expect([await beat(), await finish()]).toEqual(['lost', null]);
  expect(await rowOf()).toEqual(others);
});

it('a transaction in which nothing happens any more is ended by the server, and its locks with it', async () => {
  await start();
  const frozen = createDatabase({ url: test.url, poolMax: 1, applicationName: 'frozen', idleInTransaction_ms: 200 });
  const held = withTransaction(frozen, async (transaction) => {
    await query(frozen, `update tenants set name = 'Gelada' where tenant_id = $1`, { bind: [tenantId], transaction });
    // Waits for the row that the frozen transaction holds, so it returns when the server has ended that one.
    await query(test.db, `update tenants set name = 'Livre' where tenant_id = $1`, { bind: [tenantId] });
    await query(frozen, 'select 1', { transaction });
  });
  await expect(held).rejects.toMatchObject({ code: 'database_unavailable' });
  expect(await nameOf()).toBe('Livre');
  await frozen.close();
});
