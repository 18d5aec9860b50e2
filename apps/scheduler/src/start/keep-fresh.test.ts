import { createTenant, setTenantPaused } from '@pulso/connections';
import { query } from '@pulso/database';
import { createTestDatabase, type TestDatabase } from '@pulso/database/testing';
import type { Clock } from '@pulso/domain';
import { listJobRuns } from '@pulso/job-log';
import { createJobRunner } from '@pulso/jobs';
import { createLogger } from '@pulso/runtime';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { insertConnection } from '../testing/insert-connection.ts';
import { jobDepsWithoutMeli } from '../testing/job-deps.ts';
import { createRunQueue } from './create-run-queue.ts';
import { keepFresh } from './keep-fresh.ts';
import { listSyncTargets } from './list-sync-targets.ts';
import { runDueSync } from './run-due-sync.ts';
import { watchOutage } from './watch-outage.ts';

const BEGIN = new Date('2026-11-23T09:30:00Z');
const EARLIER = new Date('2026-11-01T00:00:00Z');
const MINUTE_MS = 60_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(() => query(database.db, 'delete from tenants'));

/** Time that only the test moves. */
function movableClock(): Clock & { move(ms: number): void } {
  let now_ms = BEGIN.getTime();
  return { now: () => new Date(now_ms), move: (ms) => (now_ms += ms) };
}

/** One copy of the scheduler, which looks `looks` times. */
async function runCopy(clock: Clock, { looks, beforeLook }: { looks: number; beforeLook: () => Promise<void> }) {
  const { db } = database;
  const log = createLogger({ app: 'test', level: 'silent' });
  const runner = createJobRunner(jobDepsWithoutMeli(db, clock));
  const underWay = new Set<Promise<void>>();
  const queue = createRunQueue({
    lanes: 2,
    run: (due) => {
      const work = runDueSync(due, { runner, log, onEnded: () => undefined });
      underWay.add(work);
      return work;
    },
  });
  const stop = new AbortController();
  let left = looks;
  const wait = async () => {
    // Runs that end let waiting ones begin, which are to end too.
    for (let known = -1; known !== underWay.size; await Promise.all(underWay)) known = underWay.size;
    left -= 1;
    if (left === 0) stop.abort();
    else await beforeLook();
  };
  const outage = watchOutage('the database', { log, clock });
  await keepFresh({ listTargets: () => listSyncTargets(db), queue, clock, outage, wait, signal: stop.signal });
}

async function slotsOf(tenantId: string): Promise<(string | undefined)[]> {
  const { runs } = await listJobRuns(database.db, { tenantId, limit: 200 });
  return runs.map((run) => `${run.trigger} ${run.slot?.slice(11, 16)}`).sort();
}

describe('scheduler start', () => {
  test('runs each tenant once an hour, also when two copies look at the same time', async () => {
    const { db } = database;
    const tenants = await Promise.all(
      ['a', 'b', 'c'].map(async (name) => {
        const tenant = await createTenant(db, { name, now: EARLIER });
        await insertConnection(db, tenant.tenantId, { createdAt: EARLIER });
        return tenant;
      }),
    );
    const clock = movableClock();
    // Both copies have to be there before time goes on.
    let arrived: (() => void) | null = null;
    const meetAndMove = () =>
      new Promise<void>((resolve) => {
        if (arrived === null) {
          arrived = resolve;
          return;
        }
        clock.move(20 * MINUTE_MS);
        arrived();
        arrived = null;
        resolve();
      });
    const looks = 8;
    await Promise.all([1, 2].map(() => runCopy(clock, { looks, beforeLook: meetAndMove })));
    for (const { tenantId } of tenants) {
      expect(await slotsOf(tenantId)).toEqual(['schedule 09:00', 'schedule 10:00', 'schedule 11:00']);
    }
  });

  test('leaves out paused tenants, those without a connection, and those that were disconnected', async () => {
    const { db } = database;
    const [alone, left, paused] = await Promise.all(
      ['alone', 'left', 'paused'].map((name) => createTenant(db, { name, now: EARLIER })),
    );
    if (!alone || !left || !paused) throw new Error('three tenants were expected');
    await insertConnection(db, left.tenantId, { createdAt: EARLIER, status: 'disconnected' });
    await insertConnection(db, paused.tenantId, { createdAt: EARLIER });
    await setTenantPaused(db, paused.tenantId, { paused: true, now: BEGIN });
    await runCopy(movableClock(), { looks: 1, beforeLook: async () => {} });
    expect((await listJobRuns(db, { limit: 10 })).runs).toEqual([]);
    await setTenantPaused(db, paused.tenantId, { paused: false, now: BEGIN });
    await runCopy(movableClock(), { looks: 1, beforeLook: async () => {} });
    expect(await slotsOf(paused.tenantId)).toEqual(['schedule 09:00']);
  });

  test('sees a connection that was made meanwhile, and when it was never synced', async () => {
    const { db } = database;
    const { tenantId, timeZone } = await createTenant(db, { name: 'new', now: EARLIER });
    await insertConnection(db, tenantId, { createdAt: EARLIER });
    const connectionId = await insertConnection(db, tenantId, { createdAt: BEGIN, status: 'active' });
    const target = { tenantId, timeZone, connectedAt: EARLIER, newestSlot: null };
    expect(await listSyncTargets(db)).toEqual([{ ...target, unreadSince: BEGIN }]);
    await query(
      db,
      `insert into source_coverage (tenant_id, connection_id, source, last_success_at) values ($1, $2, 'orders', $3)`,
      { bind: [tenantId, connectionId, BEGIN] },
    );
    expect(await listSyncTargets(db)).toEqual([{ ...target, unreadSince: null }]);
  });

  test('goes on looking when a look fails', async () => {
    const clock = movableClock();
    const stop = new AbortController();
    const lines: string[] = [];
    const log = createLogger({ app: 'test', level: 'info', to: { write: (line) => void lines.push(line) } });
    let looks = 0;
    await keepFresh({
      listTargets: () => {
        looks += 1;
        if (looks === 4) stop.abort();
        return looks < 3 ? Promise.reject(new Error('gone')) : Promise.resolve([]);
      },
      queue: createRunQueue({ lanes: 1, run: async () => {} }),
      clock,
      outage: watchOutage('the database', { log, clock }),
      wait: () => Promise.resolve(),
      signal: stop.signal,
    });
    expect(lines.map((line) => JSON.parse(line).level)).toEqual(['warn', 'info']);
  });
});
