import { createTenant } from '@pulso/connections';
import { createDatabase, type Database, query } from '@pulso/database';
import { createTestDatabase, type DatabaseLine, startDatabaseLine, type TestDatabase } from '@pulso/database/testing';
import { continueJobRun, findJobRun, finishJobRun, openJobRun, type RunClaim, startJobRun } from '@pulso/job-log';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JobDeps } from '../job-deps.ts';
import { createRunFollower } from './create-run-follower.ts';

const now = new Date('2026-11-20T12:00:00Z');
const timings = { heartbeat_ms: 1_000, progress_ms: 50, lease_ms: 30_000, poll_ms: 20, retry_ms: 10, watch_ms: 50 };
const GOOD = { status: 'SUCCESS', recordsProcessed: 1, errorCode: null, errorMessage: null, metadata: {} } as const;
const PASSING = { ...GOOD, status: 'FAILED', errorCode: 'meli_unavailable', errorMessage: 'no answer' } as const;

let database: TestDatabase;
let line: DatabaseLine;
let db: Database;
let tenantId: string;
let statements = 0;
beforeAll(async () => {
  database = await createTestDatabase();
  line = await startDatabaseLine(database.url);
  db = createDatabase({ url: line.url, poolMax: 2, applicationName: 'a follower' });
  db.sequelize.addHook('beforePoolAcquire', () => {
    statements += 1;
  });
  tenantId = (await createTenant(database.db, { name: 'Loja', now })).tenantId;
});
afterAll(async () => {
  await db.close();
  await line.close();
  await database.drop();
});
beforeEach(() => query(database.db, 'delete from job_logs'));

function openFollower(own: Partial<typeof timings> = {}) {
  const stopping = new AbortController();
  // A follower uses nothing but the database and the clock.
  const deps = { db, clock: { now: () => now } } as JobDeps;
  const follower = createRunFollower(deps, { timings: { ...timings, ...own }, signal: stopping.signal });
  return { ...follower, stop: () => stopping.abort() };
}
/** A run that somebody works on. */
async function begin() {
  const request = { jobType: 'sync-mercadolivre', trigger: 'api', slot: null, params: {}, now } as const;
  const { run } = await openJobRun(database.db, tenantId, request);
  await startJobRun(database.db, tenantId, { run, now });
  return run;
}
const end = (run: RunClaim, outcome: typeof GOOD | typeof PASSING = GOOD) =>
  finishJobRun(database.db, tenantId, { run, outcome, now });

describe('those who wait for a run', () => {
  it('share its end and the looks for it, however many they are', async () => {
    const run = await begin();
    const follower = openFollower();
    const waiting = Array.from({ length: 100 }, () => follower.follow(run));
    const before = statements;
    await expect.poll(() => statements - before, { timeout: 10_000 }).toBeGreaterThanOrEqual(3);
    expect(statements - before).toBeLessThan(100);
    await end(run);
    const ends = await Promise.all(waiting);
    expect(ends).toHaveLength(100);
    expect(new Set(ends.map(({ status }) => status))).toEqual(new Set(['SUCCESS']));
  });

  it('get the end of the attempt that follows a failure that may pass', async () => {
    const run = await begin();
    const follower = openFollower();
    const early = follower.follow(run);
    const failed = await end(run, PASSING);
    const late = follower.follow(failed ?? run);
    const before = statements;
    await expect.poll(() => statements - before).toBeGreaterThanOrEqual(3);
    const next = await continueJobRun(database.db, tenantId, { jobLogId: run.jobLogId, now });
    await end(next ?? run);
    for (const one of await Promise.all([early, late])) {
      expect(one).toMatchObject({ jobLogId: next?.jobLogId, status: 'SUCCESS', attempt: 2 });
    }
  });

  it('learn after a lease that a run died and nobody goes on with it', async () => {
    const run = await begin();
    await query(database.db, `update job_logs set heartbeat_at = clock_timestamp() - interval '1 hour'`);
    const told = await openFollower({ lease_ms: 200 }).follow(run);
    expect(told).toMatchObject({ jobLogId: run.jobLogId, status: 'ABANDONED', completedAt: now.toISOString() });
    expect(await findJobRun(database.db, run.jobLogId)).toMatchObject({ status: 'ABANDONED' });
  });

  it('are told how it stood last when their process stops', async () => {
    const run = await begin();
    const { follow, stop } = openFollower();
    const waiting = follow(run);
    stop();
    expect(await waiting).toMatchObject({ jobLogId: run.jobLogId, completedAt: null });
  });

  it('learn that the database is away', async () => {
    const run = await begin();
    const follower = openFollower();
    const waiting = follower.follow(run);
    line.cut();
    await expect(waiting).rejects.toMatchObject({ code: 'database_unavailable' });
    line.restore();
    await end(run);
    expect(await follower.follow(run)).toMatchObject({ status: 'SUCCESS' });
  });

  it('end no process when they have left before the database went away', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    const run = await begin();
    const [left, stayed] = [openFollower(), openFollower()];
    void left.follow(run);
    const before = statements;
    line.cut();
    await expect(stayed.follow(run)).rejects.toMatchObject({ code: 'database_unavailable' });
    // Both have looked: the one that nobody waits for was first.
    expect(statements - before).toBe(2);
    line.restore();
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });
});
