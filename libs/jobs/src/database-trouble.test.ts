import { createDatabase } from '@pulso/database';
import { startDatabaseLine } from '@pulso/database/testing';
import { listJobRuns } from '@pulso/job-log';
import { afterEach, expect, it, vi } from 'vitest';
import { createJobRunner } from './runner/create-job-runner.ts';
import { readMetrics, sortRows } from './testing/read-metrics.ts';
import { openSimulatedSeller } from './testing/simulated-seller.ts';

const at = '2026-11-20T15:34:00Z';
const DAYS = 9;
/** The lease is longer than the test is ready to wait: what was cut off is gone on with at once. */
const timings = { heartbeat_ms: 200, progress_ms: 50, lease_ms: 30_000, poll_ms: 20, retry_ms: 10, watch_ms: 100 };

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  for (const close of closers.splice(0).reverse()) await close();
});

/** A seller, and a process of ours whose way to the database can be cut. */
async function openOnALine() {
  const seller = await openSimulatedSeller({
    at,
    seed: 'trouble',
    anchorDay: '2026-11-20',
    world: { listings: 24, ordersPerDay: 3 },
  });
  closers.push(() => seller.close());
  const line = await startDatabaseLine(seller.databaseUrl);
  closers.push(() => line.close());
  const db = createDatabase({ url: line.url, poolMax: 4, applicationName: 'on a line' });
  closers.push(() => db.close());
  const runner = createJobRunner({ ...seller.deps, db }, timings);
  closers.push(() => runner.stop());
  return { seller, line, runner };
}

it.each([2, 6, 20])(
  'a sync whose database is away from call %i on is gone on with when it is back, and its numbers are true',
  async (call) => {
    const { seller, line, runner } = await openOnALine();
    const real = fetch;
    let calls = 0;
    vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
      calls += 1;
      if (calls === call) line.cut();
      return real(input, init);
    });
    runner.watch();
    const { finished } = await runner.submit({
      jobType: 'sync-mercadolivre',
      tenantId: seller.tenantId,
      params: { daysBack: DAYS },
      trigger: 'api',
    });
    await expect(finished).rejects.toMatchObject({ code: 'database_unavailable' });
    expect(calls).toBeGreaterThanOrEqual(call);
    line.restore();

    const attempts = async () =>
      (await listJobRuns(seller.db, { tenantId: seller.tenantId, limit: 5 })).runs
        .sort((one, other) => one.attempt - other.attempt)
        .map(({ status }) => status);
    await expect.poll(async () => (await attempts()).at(-1), { timeout: 20_000 }).toBe('SUCCESS');
    expect((await attempts()).length).toBeGreaterThan(1);
    for (const status of (await attempts()).slice(0, -1)) expect(['ABANDONED', 'FAILED']).toContain(status);
    const truth = seller.simulator.truth({
      sellerId: seller.sellerId,
      timeZone: 'America/Sao_Paulo',
      reads: [{ at: new Date(at), days: DAYS }],
    });
    const rows = await readMetrics(seller.db, 'listing_metrics_daily', seller.tenantId);
    expect(rows).toEqual(sortRows(truth.listingRows));
    expect(await readMetrics(seller.db, 'account_metrics_daily', seller.tenantId)).toEqual(sortRows(truth.accountRows));
  },
);
