import { query } from '@pulso/database';
import { type JobRun, listJobRuns } from '@pulso/job-log';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Gate, openGate } from '../testing/open-gate.ts';
import { readContents } from '../testing/read-contents.ts';
import { readMetrics, sortRows } from '../testing/read-metrics.ts';
import { openSimulatedSeller } from '../testing/simulated-seller.ts';
import { sendWorker, WORKER, type Worker } from '../testing/worker-errand.ts';
import { createJobRunner, type JobRunner } from './create-job-runner.ts';

const AT = '2026-11-20T15:34:00Z';
const DAYS = 6;
const timings = { heartbeat_ms: 200, progress_ms: 100, lease_ms: 1_000, poll_ms: 50, retry_ms: 50, watch_ms: 100 };
/** Long enough for a process to start on a busy machine; nothing waits for it to pass. */
const patience = { timeout: 40_000, interval: 50 };

let seller: Awaited<ReturnType<typeof openSimulatedSeller>>;
let gate: Gate;
let other: JobRunner;
let worker: Worker;
beforeEach(async () => {
  const world = { listings: 24, ordersPerDay: 8, historyDays: 20 };
  seller = await openSimulatedSeller({ at: AT, seed: 'taken away', anchorDay: '2026-11-20', world });
  gate = await openGate(seller.simulator.url);
  other = createJobRunner(seller.deps, timings);
});
afterEach(async () => {
  worker.child.kill('SIGKILL');
  await other.stop();
  await gate.close();
  await seller.close();
});

function send(): void {
  const { clientId, clientSecret } = seller.simulator;
  worker = sendWorker({
    databaseUrl: seller.databaseUrl,
    apiUrl: gate.url,
    clientId,
    clientSecret,
    key: seller.key.toString('base64'),
    tenantId: seller.tenantId,
    at: AT,
    jobType: 'sync-mercadolivre',
    params: { daysBack: DAYS },
    timings,
  });
}

/** Sends a worker out and waits until it stands before `table`, inside a transaction; `work` happens then, and the table is free again. */
async function whileItWritesTo(table: string, work: () => Promise<void>): Promise<void> {
  const lock = await seller.db.sequelize.transaction();
  await query(seller.db, `lock table ${table} in exclusive mode`, { transaction: lock });
  send();
  const waiting = () =>
    query(
      seller.db,
      `select 1 from pg_stat_activity
       where datname = current_database() and application_name = $1 and wait_event_type = 'Lock'`,
      { bind: [WORKER] },
    );
  await expect.poll(waiting, patience).not.toEqual([]);
  await work();
  await lock.rollback();
}

/** Sends a worker out and waits until it has asked for `path`; the answer comes once `work` is done. */
async function whileItAsksFor(path: string, work: () => Promise<void>): Promise<void> {
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<void>();
  gate.held.set(path, () => {
    asked.resolve();
    return answer.promise;
  });
  send();
  await asked.promise;
  await work();
  gate.held.clear();
  answer.resolve();
}

const runs = async () =>
  (await listJobRuns(seller.db, { tenantId: seller.tenantId, limit: 10 })).runs.toSorted(
    (one, next) => one.attempt - next.attempt,
  );
const freeze = async () => void worker.child.kill('SIGSTOP');

/** Another process notices, goes on, and the tables are as the world has them. */
async function expectContinued(): Promise<JobRun[]> {
  other.watch();
  await expect.poll(async () => (await runs()).map(({ status }) => status), patience).toEqual(['ABANDONED', 'SUCCESS']);
  const [dead, next] = await runs();
  expect(dead).toMatchObject({ attempt: 1, errorCode: 'interrupted', metadata: { continuedBy: next?.jobLogId } });
  expect(dead?.completedAt).not.toBeNull();
  expect(next).toMatchObject({ attempt: 2, metadata: { continues: dead?.jobLogId } });
  await expectTruth();
  return runs();
}

async function expectTruth(): Promise<void> {
  const reads = [{ at: new Date(AT), days: DAYS }];
  const truth = seller.simulator.truth({ sellerId: seller.sellerId, timeZone: 'America/Sao_Paulo', reads });
  expect(await readMetrics(seller.db, 'listing_metrics_daily', seller.tenantId)).toEqual(sortRows(truth.listingRows));
  expect(await readMetrics(seller.db, 'account_metrics_daily', seller.tenantId)).toEqual(sortRows(truth.accountRows));
}

describe('a process that is killed in the middle of a run', () => {
  it.each(['orders', 'listing_metrics_daily'])(
    'while it writes to %s leaves nothing half written; another goes on, and the old row names the new one',
    async (table) => {
      await whileItWritesTo(table, async () => void worker.child.kill('SIGKILL'));
      await expectContinued();
      expect(await worker.ended).toBeNull();
    },
  );
});

describe('a process that is frozen in the middle of a run', () => {
  it.each(['orders', 'listing_metrics_daily'])(
    'while it writes to %s holds nobody back, and when it wakes it can write nothing',
    async (table) => {
      await whileItWritesTo(table, freeze);
      await expectContinued();
      await expectNothingFromWaking();
    },
  );

  it.each(['/orders/search', '/users/me'])(
    'while it waits for the answer of %s can write nothing of that answer when it wakes',
    async (path) => {
      await whileItAsksFor(path, freeze);
      await expectContinued();
      await expectNothingFromWaking();
    },
  );
});

async function expectNothingFromWaking(): Promise<void> {
  await other.stop();
  const before = await readContents(seller.db);
  worker.child.kill('SIGCONT');
  const seen = await worker.ended;
  expect(await readContents(seller.db)).toEqual(before);
  // What it tells its own caller is the end of the run, which others have brought about.
  expect(seen?.status).not.toBe('RUNNING');
}
