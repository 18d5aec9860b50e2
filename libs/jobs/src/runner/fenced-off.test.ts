import { query } from '@pulso/database';
import { listJobRuns } from '@pulso/job-log';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Gate, openGate } from '../testing/open-gate.ts';
import { readContents } from '../testing/read-contents.ts';
import { readMetrics, sortRows } from '../testing/read-metrics.ts';
import { openSimulatedSeller } from '../testing/simulated-seller.ts';
import { sendWorker, WORKER, type Worker } from '../testing/worker-errand.ts';
import { createJobRunner, type JobRunner } from './create-job-runner.ts';

const AT = '2026-11-20T15:34:00Z';
/** The clock of whoever goes on: what the lost process would write can be told from what the other wrote. */
const LATER = '2026-11-20T15:35:00Z';
const DAYS = 6;
const FOREVER_MS = 600_000;
const timings = { heartbeat_ms: 200, progress_ms: 100, lease_ms: 1_000, poll_ms: 50, retry_ms: 50, watch_ms: 100 };
/** Nothing tells the frozen process that it was declared dead but a write that is refused, and no server ends its transactions. */
const deaf = { ...timings, heartbeat_ms: FOREVER_MS, progress_ms: FOREVER_MS, lease_ms: FOREVER_MS };
const patience = { timeout: 40_000, interval: 50 };

let seller: Awaited<ReturnType<typeof openSimulatedSeller>>;
let gate: Gate;
let other: JobRunner;
let worker: Worker;
beforeEach(async () => {
  const world = { listings: 24, ordersPerDay: 8, historyDays: 20 };
  seller = await openSimulatedSeller({ at: AT, seed: 'fenced off', anchorDay: '2026-11-20', world });
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
  const { databaseUrl, tenantId } = seller;
  const key = seller.key.toString('base64');
  const seen = { databaseUrl, tenantId, key, apiUrl: gate.url, clientId, clientSecret };
  worker = sendWorker({
    ...seen,
    at: AT,
    jobType: 'sync-mercadolivre',
    params: { daysBack: DAYS },
    timings: deaf,
  });
}
function goOn(): void {
  seller.moveTo(LATER);
  other.watch();
}
async function untilWaiting(program: string, lock: 'relation' | 'advisory'): Promise<void> {
  const waiting = () =>
    query(
      seller.db,
      `select from pg_stat_activity where datname = current_database() and application_name = $1
         and wait_event_type = 'Lock' and wait_event = $2`,
      { bind: [program, lock] },
    );
  await expect.poll(waiting, patience).toHaveLength(1);
}
const statuses = async () =>
  (await listJobRuns(seller.db, { limit: 10 })).runs
    .toSorted((one, next) => one.attempt - next.attempt)
    .map(({ status }) => status);
async function untilContinued(): Promise<void> {
  await expect.poll(statuses, patience).toEqual(['ABANDONED', 'SUCCESS']);
}

async function expectTruth(): Promise<void> {
  const reads = [{ at: new Date(LATER), days: DAYS }];
  const truth = seller.simulator.truth({ sellerId: seller.sellerId, timeZone: 'America/Sao_Paulo', reads });
  expect(await readMetrics(seller.db, 'listing_metrics_daily', seller.tenantId)).toEqual(sortRows(truth.listingRows));
  expect(await readMetrics(seller.db, 'account_metrics_daily', seller.tenantId)).toEqual(sortRows(truth.accountRows));
}

it('a process that does not know that it was declared dead writes no row of the answer that it wakes with', async () => {
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<void>();
  gate.held.set('/orders/search', () => {
    asked.resolve();
    return answer.promise;
  });
  send();
  await asked.promise;
  worker.child.kill('SIGSTOP');
  gate.held.clear();
  answer.resolve();
  goOn();
  await untilContinued();
  await other.stop();
  const before = await readContents(seller.db);
  worker.child.kill('SIGCONT');
  expect(await worker.ended).toMatchObject({ status: 'SUCCESS', attempt: 2 });
  expect(await readContents(seller.db)).toEqual(before);
  await expectTruth();
});

it('a rebuild that wakes while another waits for it is undone, and the other publishes', async () => {
  const hold = await seller.db.sequelize.transaction();
  await query(seller.db, 'lock table listing_metrics_daily in share mode', { transaction: hold });
  send();
  await untilWaiting(WORKER, 'relation');
  worker.child.kill('SIGSTOP');
  await hold.rollback();
  goOn();
  await untilWaiting('pulso-test', 'advisory');
  expect(await readMetrics(seller.db, 'listing_metrics_daily', seller.tenantId)).toEqual([]);
  worker.child.kill('SIGCONT');
  expect(await worker.ended).toMatchObject({ status: 'SUCCESS', attempt: 2 });
  await untilContinued();
  const writers = await query(seller.db, 'select distinct rebuilt_at from listing_metrics_daily');
  expect(writers).toEqual([{ rebuilt_at: new Date(LATER) }]);
  await expectTruth();
});
