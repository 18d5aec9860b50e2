import { createTenant, setTenantPaused } from '@pulso/connections';
import { query } from '@pulso/database';
import { createTestDatabase, type TestDatabase } from '@pulso/database/testing';
import type { Clock } from '@pulso/domain';
import { type JobRun, listJobRuns, openJobRun } from '@pulso/job-log';
import { pauseSchedule, resumeSchedule, scheduledJobTypes } from '@pulso/jobs';
import { createLogger } from '@pulso/runtime';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { insertConnection } from '../testing/insert-connection.ts';
import { runCopy } from '../testing/run-copy.ts';
import { createRunQueue } from './create-run-queue.ts';
import { keepFresh } from './keep-fresh.ts';
import { listScheduleTargets } from './list-schedule-targets.ts';
import { putOffLooks } from './put-off-looks.ts';
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

/** Lets a number of copies look together: time goes on once each of them has done what it found. */
function togetherBy(copies: number, move: () => void): () => Promise<void> {
  let arrived: (() => void)[] = [];
  return () =>
    new Promise<void>((resolve) => {
      arrived.push(resolve);
      if (arrived.length < copies) return;
      move();
      for (const go of arrived) go();
      arrived = [];
    });
}

async function connectTenants(names: readonly string[], createdAt: Date): Promise<string[]> {
  return Promise.all(
    names.map(async (name) => {
      const { tenantId } = await createTenant(database.db, { name, now: EARLIER });
      await insertConnection(database.db, tenantId, { createdAt });
      return tenantId;
    }),
  );
}

async function syncsOf(tenantId: string): Promise<JobRun[]> {
  const { runs } = await listJobRuns(database.db, { tenantId, jobType: 'sync-mercadolivre', limit: 200 });
  return runs.sort((one, other) => String(one.slot).localeCompare(String(other.slot)));
}
const slotsOf = async (tenantId: string) =>
  (await syncsOf(tenantId)).map(({ trigger, slot }) => `${trigger} ${slot?.slice(11, 16)}`);

describe('scheduler start', () => {
  test('runs each tenant once an hour, also when two copies look at the same time', async () => {
    const tenants = await connectTenants(['a', 'b', 'c'], new Date('2026-11-23T08:55:00Z'));
    const clock = movableClock();
    const beforeLook = togetherBy(2, () => clock.move(20 * MINUTE_MS));
    const runners = await Promise.all([1, 2].map(() => runCopy(database.db, clock, { looks: 8, beforeLook })));
    for (const tenantId of tenants) {
      expect(await slotsOf(tenantId)).toEqual(['catch-up 09:00', 'schedule 10:00', 'schedule 11:00']);
    }
    for (const runner of runners) await runner.stop();
  });

  test('with clocks that are ten minutes ahead and ten behind, two copies run no slot twice and leave none out', async () => {
    const tenants = await connectTenants(['a', 'b'], new Date('2026-11-23T03:30:00Z'));
    let now_ms = Date.parse('2026-11-23T04:10:00Z');
    const clocks = [10, -10].map((minutes) => ({ now: () => new Date(now_ms + minutes * MINUTE_MS) }));
    const beforeLook = togetherBy(2, () => (now_ms += 5 * MINUTE_MS));
    const runners = await Promise.all(clocks.map((clock) => runCopy(database.db, clock, { looks: 52, beforeLook })));
    for (const tenantId of tenants) {
      const runs = await syncsOf(tenantId);
      expect(runs.map(({ slot, attempt }) => `${slot?.slice(11, 16)} ${attempt}`)).toEqual(
        ['04:00', '05:00', '06:00', '07:00', '08:00'].map((slot) => `${slot} 1`),
      );
      expect(runs.map(({ metadata }) => metadata.coveredSlots)).toEqual([[], [], [], [], []]);
      expect(runs.map(({ metadata }) => metadata.params)).toEqual(
        // None of these runs ends well, for want of an authorisation, so the night stays owed.
        [7, 7, 30, 30, 30].map((daysBack) => (daysBack === 30 ? { daysBack } : { daysBack, visits: 'due' })),
      );
    }
    for (const runner of runners) await runner.stop();
  });

  test('after an outage runs the newest slot alone, with the work of the night that was missed, and names the others', async () => {
    const [tenantId = ''] = await connectTenants(['a'], EARLIER);
    const at = async (instant: string) => (await runCopy(database.db, { now: () => new Date(instant) })).stop();
    await at('2026-11-23T04:20:00Z');
    await at('2026-11-23T09:30:00Z');
    await at('2026-11-23T09:50:00Z');
    const runs = await syncsOf(tenantId);
    expect(runs.map(({ trigger, slot }) => [trigger, slot])).toEqual([
      ['catch-up', '2026-11-23T04:00:00.000Z'],
      ['catch-up', '2026-11-23T09:00:00.000Z'],
    ]);
    expect(runs[1]?.metadata).toMatchObject({
      params: { daysBack: 30 },
      coveredSlots: [5, 6, 7, 8].map((hour) => `2026-11-23T0${hour}:00:00.000Z`),
    });
  });

  test('leaves out paused tenants and those without a connection, and of one that was disconnected only keeps house', async () => {
    const { db } = database;
    const [alone, left, paused] = await Promise.all(
      ['alone', 'left', 'paused'].map((name) => createTenant(db, { name, now: EARLIER })),
    );
    if (!alone || !left || !paused) throw new Error('three tenants were expected');
    await insertConnection(db, left.tenantId, { createdAt: EARLIER, status: 'disconnected' });
    await insertConnection(db, paused.tenantId, { createdAt: EARLIER });
    await setTenantPaused(db, paused.tenantId, { paused: true, now: BEGIN });
    await (await runCopy(db, movableClock())).stop();
    const { runs } = await listJobRuns(db, { limit: 10 });
    expect(runs.map(({ tenantId, jobType }) => [tenantId, jobType])).toEqual([[left.tenantId, 'housekeeping']]);

    await setTenantPaused(db, paused.tenantId, { paused: false, now: BEGIN });
    await (await runCopy(db, movableClock())).stop();
    expect(await slotsOf(paused.tenantId)).toEqual(['catch-up 09:00']);
  });

  test('leaves out a job whose schedule is paused, and makes up for the pause with its newest slot', async () => {
    const { db } = database;
    const [tenantId = ''] = await connectTenants(['a'], new Date('2026-11-23T07:55:00Z'));
    const at = async (instant: string) => (await runCopy(db, { now: () => new Date(instant) })).stop();
    await at('2026-11-23T08:10:00Z');
    await pauseSchedule(db, tenantId, { jobTypes: ['sync-mercadolivre'], now: BEGIN });
    await at('2026-11-23T10:10:00Z');
    expect(await slotsOf(tenantId)).toEqual(['schedule 08:00']);
    await resumeSchedule(db, tenantId, { jobTypes: ['sync-mercadolivre'] });
    await at('2026-11-23T11:01:00Z');
    expect(await slotsOf(tenantId)).toEqual(['schedule 08:00', 'catch-up 11:00']);
    expect((await syncsOf(tenantId))[1]?.metadata.coveredSlots).toHaveLength(2);
  });

  test('sees a connection that was made meanwhile, when it was never synced, and what the slots of each job came to', async () => {
    const { db } = database;
    const [tenantId = ''] = await connectTenants(['new'], EARLIER);
    const connectionId = await insertConnection(db, tenantId, { createdAt: BEGIN, status: 'active' });
    const target = {
      tenantId,
      timeZone: 'America/Sao_Paulo',
      changes: 1,
      isPaused: false,
      firstConnectedAt: EARLIER,
      connectedAt: EARLIER,
    };
    const none = { isPaused: false, settledThrough: null, hadSlots: [], nightlyThrough: null };
    const jobs = scheduledJobTypes.map((jobType) => ({ jobType, ...none }));
    expect(await listScheduleTargets(db, BEGIN)).toEqual([{ ...target, unreadSince: BEGIN, jobs }]);

    await query(
      db,
      `insert into source_coverage (tenant_id, connection_id, source, last_success_at) values ($1, $2, 'orders', $3)`,
      { bind: [tenantId, connectionId, BEGIN] },
    );
    const hour = (hours: number) => new Date(Date.UTC(2026, 10, 23, hours));
    const request = { jobType: 'sync-mercadolivre', trigger: 'schedule', now: BEGIN } as const;
    const wide = { daysBack: 30 };
    const narrow = { daysBack: 7, visits: 'due' };
    await openJobRun(db, tenantId, { ...request, slot: hour(5), params: wide, coveredSlots: [] });
    await openJobRun(db, tenantId, { ...request, slot: hour(6), params: wide, coveredSlots: [] });
    await openJobRun(db, tenantId, { ...request, slot: hour(7), params: narrow, coveredSlots: [] });
    await openJobRun(db, tenantId, { ...request, slot: hour(8), params: narrow, trigger: 'api' });
    const [sync, ...others] = jobs;
    const history = { ...sync, settledThrough: hour(7), hadSlots: [hour(8)] };
    expect(await listScheduleTargets(db, BEGIN)).toEqual([
      { ...target, unreadSince: null, jobs: [{ ...history, nightlyThrough: hour(6) }, ...others] },
    ]);
    // Nobody lives who could still do it; and one that failed has not done it.
    await query(db, `update job_logs set heartbeat_at = now() - interval '31 seconds' where slot = $1`, {
      bind: [hour(6)],
    });
    await query(db, `update job_logs set status = 'SUCCESS' where slot = $1`, { bind: [hour(5)] });
    expect(await listScheduleTargets(db, BEGIN)).toMatchObject([{ jobs: [{ nightlyThrough: hour(5) }, {}, {}] }]);
  });

  test('looks at a tenant again when it next owes something, and at once when something happens to it', async () => {
    const { db } = database;
    const [tenantId = ''] = await connectTenants(['a'], EARLIER);
    const lookAt = async () =>
      (
        await query<{ at: string }>(
          db,
          `select to_char(look_at at time zone 'UTC', 'HH24:MI') as at from schedule_looks`,
        )
      )[0]?.at;
    const clock = movableClock();
    const runner = await runCopy(db, clock, { looks: 2 });
    expect(await lookAt()).toMatch(/^10:0[0-5]$/);
    expect(await listScheduleTargets(db, clock.now())).toEqual([]);
    await setTenantPaused(db, tenantId, { paused: true, now: BEGIN });
    const [paused] = await listScheduleTargets(db, clock.now());
    expect(paused).toMatchObject({ tenantId, isPaused: true, changes: 1 });

    // What happens between a look and its end is not put off by it.
    await setTenantPaused(db, tenantId, { paused: false, now: BEGIN });
    await putOffLooks(db, [{ tenantId, lookAt: null, changes: 1 }]);
    expect(await listScheduleTargets(db, clock.now())).toMatchObject([{ tenantId, isPaused: false, changes: 2 }]);
    await putOffLooks(db, [{ tenantId, lookAt: null, changes: 2 }]);
    expect(await listScheduleTargets(db, clock.now())).toEqual([]);
    await insertConnection(db, tenantId, { createdAt: BEGIN });
    expect(await listScheduleTargets(db, clock.now())).toHaveLength(1);
    await runner.stop();
  });

  test('is not held up by a look that a wrong clock put off for days', async () => {
    const { db } = database;
    const [tenantId = ''] = await connectTenants(['a'], EARLIER);
    const inDays = new Date(BEGIN.getTime() + 72 * 60 * MINUTE_MS);
    await putOffLooks(db, [{ tenantId, lookAt: inDays, changes: 0 }]);
    expect(await listScheduleTargets(db, BEGIN)).toMatchObject([{ tenantId }]);
  });

  test('gives every tenant its turn when more are due than are looked at together, and one that cannot be told holds nobody back', async () => {
    const { db } = database;
    await query(
      db,
      `with added as (
         insert into tenants (tenant_id, name, time_zone, created_at)
         select gen_random_uuid(), 'Loja ' || n, case n when 1 then 'Mars/Olympus' else 'UTC' end, $1 from generate_series(1, 450) as n
         returning tenant_id
       )
       insert into connections (tenant_id, connection_id, seller_id, site_id, currency, status, status_at, created_at)
       select tenant_id, gen_random_uuid(), row_number() over (), 'MLB', 'BRL', 'active', $2, $2 from added`,
      { bind: [EARLIER, BEGIN] },
    );
    await query(db, `update schedule_looks set look_at = $1`, { bind: [EARLIER] });
    const seen = new Set<string>();
    const clock = movableClock();
    const stop = new AbortController();
    const log = createLogger({ app: 'test', level: 'silent' });
    let lists = 0;
    const queue = createRunQueue({
      lanes: 50,
      slowAfter_ms: 1,
      slowMost: 0,
      // Stands for a claim: with its slot had, the tenant owes nothing.
      async run({ tenantId, slot }) {
        const request = { jobType: 'sync-mercadolivre', trigger: 'schedule', params: {}, now: BEGIN } as const;
        await openJobRun(db, tenantId, { ...request, slot, coveredSlots: [] });
      },
      after: () => () => undefined,
    });
    await keepFresh({
      looks: {
        async listTargets(now) {
          lists += 1;
          if (lists > 8) stop.abort();
          const targets = await listScheduleTargets(db, now);
          for (const { tenantId } of targets) seen.add(tenantId);
          return targets;
        },
        putOff: (idle) => putOffLooks(db, idle),
      },
      queue,
      clock,
      log,
      outage: watchOutage('the database', { log, clock }),
      wait: (ms) => (ms < 1_000 ? Promise.resolve() : queue.whenRoom()),
      signal: stop.signal,
    });
    expect(seen.size).toBe(450);
    // What was handed out last may still be on its way.
    const countRuns = () => query(db, 'select count(*)::int as runs from job_logs');
    await expect.poll(countRuns, { timeout: 10_000 }).toEqual([{ runs: 449 }]);
  });

  test('goes on looking when a look fails', async () => {
    const clock = movableClock();
    const stop = new AbortController();
    const lines: string[] = [];
    const log = createLogger({ app: 'test', level: 'info', to: { write: (line) => void lines.push(line) } });
    let looks = 0;
    await keepFresh({
      looks: {
        listTargets: () => {
          looks += 1;
          if (looks === 4) stop.abort();
          return looks < 3 ? Promise.reject(new Error('gone')) : Promise.resolve([]);
        },
        putOff: () => Promise.resolve(),
      },
      queue: createRunQueue({
        lanes: 1,
        slowAfter_ms: 1,
        slowMost: 0,
        run: async () => {},
        after: () => () => undefined,
      }),
      clock,
      log,
      outage: watchOutage('the database', { log, clock }),
      wait: () => Promise.resolve(),
      signal: stop.signal,
    });
    expect(lines.map((line) => JSON.parse(line).level)).toEqual(['warn', 'info']);
  });
});
