import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planTenant } from './plan-tenant.ts';
import type { JobHistory, ScheduleTarget } from './schedule-target.ts';
import { startDelay_ms } from './start-delay.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const at = (time: string) => new Date(`2026-11-23T${time}Z`);
const noHistory = { isPaused: false, settledThrough: null, hadSlots: [], nightlyThrough: null };
/** Of a tenant whose runs begin some time after the hour. */
const sync = (more: Partial<JobHistory> = {}): JobHistory => ({
  ...noHistory,
  jobType: 'sync-mercadolivre',
  settledThrough: at('11:00'),
  nightlyThrough: at('06:00'),
  ...more,
});
const target = (more: Partial<ScheduleTarget> = {}, job: JobHistory = sync()): ScheduleTarget => ({
  tenantId: 'a',
  timeZone: 'America/Sao_Paulo',
  isPaused: false,
  firstConnectedAt: new Date('2026-10-01T00:00:00Z'),
  connectedAt: new Date('2026-10-01T00:00:00Z'),
  unreadSince: null,
  jobs: [job],
  ...more,
});
const delay_ms = startDelay_ms('a');
const after = (instant: Date) => new Date(instant.getTime() + delay_ms);
/** The due slots, as `schedule 12:00 hourly`, with those that each one covers. */
const dueAt = (now: Date, given: ScheduleTarget) =>
  planTenant(given, now).due.map(({ trigger, slot, schedule, coveredSlots }) =>
    [`${trigger} ${timeOf(slot)} ${schedule}`, ...coveredSlots.map(timeOf)].join(' '),
  );
const timeOf = (instant: Date) => instant.toISOString().slice(11, 16);

describe('which slots are due', () => {
  test('one per hour, once the delay of the tenant has passed, and none while it was had', () => {
    expect(delay_ms).toBeGreaterThan(0);
    expect(dueAt(at('11:59'), target())).toEqual([]);
    expect(dueAt(at('12:00'), target())).toEqual([]);
    expect(planTenant(target(), at('12:00')).lookAt).toEqual(after(at('12:00')));
    expect(dueAt(after(at('12:00')), target())).toEqual(['schedule 12:00 hourly']);
    const had = target({}, sync({ settledThrough: at('12:00') }));
    expect(planTenant(had, after(at('12:00')))).toEqual({ due: [], lookAt: after(at('13:00')) });
  });

  test('after an outage the newest slot alone, at once, and it names the older ones', () => {
    expect(dueAt(at('14:00'), target())).toEqual(['catch-up 14:00 hourly 12:00 13:00']);
    expect(dueAt(at('12:15'), target())).toEqual(['schedule 12:00 hourly']);
    expect(dueAt(at('12:16'), target())).toEqual(['catch-up 12:00 hourly']);
  });

  test('no slot from longer ago than it may be made up', () => {
    const away = target({}, sync({ settledThrough: new Date('2026-11-10T00:00:00Z') }));
    const [{ coveredSlots } = { coveredSlots: [] }] = planTenant(away, at('12:30')).due;
    expect(coveredSlots).toHaveLength(7 * 24 - 1);
    expect(coveredSlots[0]).toEqual(new Date('2026-11-16T13:00:00Z'));
  });

  test('what makes up for a missed night does the work of the night, and what comes after it does not', () => {
    const missed = target({}, sync({ settledThrough: at('04:00'), nightlyThrough: new Date('2026-11-22T06:00:00Z') }));
    expect(dueAt(at('08:30'), missed)).toEqual(['catch-up 08:00 nightly 05:00 06:00 07:00']);
    const made = target({}, sync({ settledThrough: at('08:00'), nightlyThrough: at('08:00') }));
    expect(dueAt(at('09:10'), made)).toEqual(['schedule 09:00 hourly']);
  });

  test('a night whose run failed, or whose process died, is made up by the next hour', () => {
    const failed = target({}, sync({ settledThrough: at('06:00'), nightlyThrough: new Date('2026-11-22T06:00:00Z') }));
    expect(dueAt(at('07:10'), failed)).toEqual(['schedule 07:00 nightly']);
  });

  test('a slot that somebody else had is not run again, and does not settle the night before it', () => {
    const byHand = (slot: string, more: Partial<JobHistory> = {}) =>
      target({}, sync({ hadSlots: [at(slot)], ...more }));
    expect(dueAt(at('12:10'), byHand('12:00'))).toEqual([]);
    expect(dueAt(at('12:10'), byHand('12:00:30'))).toEqual(['schedule 12:00 hourly']);
    const odd = byHand('06:00:30', { settledThrough: at('05:00'), nightlyThrough: new Date('2026-11-22T06:00:00Z') });
    expect(dueAt(at('06:10'), odd)).toEqual(['schedule 06:00 nightly']);
  });

  test('nothing is owed from before the first connection', () => {
    const young = target({ connectedAt: at('12:10') }, sync(noHistory));
    expect(dueAt(at('12:20'), young)).toEqual([]);
    expect(dueAt(at('13:10'), young)).toEqual(['schedule 13:00 hourly']);
    expect(dueAt(at('13:10'), target({ connectedAt: null }))).toEqual([]);
  });

  test('a paused tenant, or a paused job of one, owes nothing; resumed, the newest slot makes up for the pause', () => {
    expect(planTenant(target({ isPaused: true }), at('18:00'))).toEqual({ due: [], lookAt: null });
    expect(planTenant(target({}, sync({ isPaused: true })), at('18:00'))).toEqual({ due: [], lookAt: null });
    expect(dueAt(at('14:20'), target())).toEqual(['catch-up 14:00 hourly 12:00 13:00']);
  });

  test('a connection never synced is due at once, with the window and the visits of a night, and then with the next hour', () => {
    const fresh = (job: Partial<JobHistory>) =>
      target({ connectedAt: at('12:10'), unreadSince: at('12:10') }, sync({ ...noHistory, ...job }));
    expect(dueAt(at('12:10:05'), fresh({}))).toEqual(['schedule 12:10 nightly']);
    expect(dueAt(at('12:40'), fresh({}))).toEqual(['catch-up 12:10 nightly']);
    expect(dueAt(at('12:20'), fresh({ settledThrough: at('12:10') }))).toEqual([]);
    expect(dueAt(at('13:10'), fresh({ settledThrough: at('12:10') }))).toEqual(['schedule 13:00 nightly']);
    const second = target({ unreadSince: at('12:39') }, sync({ settledThrough: at('12:00') }));
    expect(dueAt(at('12:39'), second)).toEqual(['schedule 12:39 nightly']);
  });

  test('a connection made by a clock that is ahead waits until its instant has come', () => {
    const ahead = target({ unreadSince: at('12:50') }, sync({ settledThrough: at('12:00') }));
    expect(planTenant(ahead, at('12:40'))).toEqual({ due: [], lookAt: at('12:50') });
  });

  test('the sweep on Sunday after the night, and housekeeping every night, also of a tenant whose connections have all ended', () => {
    const sweep: JobHistory = { ...noHistory, jobType: 'rebuild-daily-metrics' };
    const house: JobHistory = { ...noHistory, jobType: 'housekeeping' };
    const sunday = new Date('2026-11-22T08:20:00Z');
    const settled = new Date('2026-11-22T07:00:00Z');
    const both = target({ jobs: [sweep, house].map((job) => ({ ...job, settledThrough: settled })) });
    expect(dueAt(sunday, both)).toEqual(['catch-up 08:00 weekly-sweep', 'catch-up 07:30 housekeeping']);
    expect(dueAt(sunday, { ...both, connectedAt: null })).toEqual(['catch-up 07:30 housekeeping']);
  });

  test('however long nobody looked, each nominal slot is run or named once, and looking when told to misses nothing', () => {
    const zones = ['America/Sao_Paulo', 'Europe/Helsinki', 'Australia/Lord_Howe', 'America/New_York'];
    const begin_ms = Date.parse('2026-10-24T10:00:00Z');
    const pauses = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 30 * 60 })), {
      minLength: 5,
      maxLength: 40,
    });
    fc.assert(
      fc.property(fc.constantFrom(...zones), pauses, (timeZone, away_minutes) => {
        const told: number[] = [];
        let settledThrough = new Date(begin_ms - HOUR_MS);
        let now = new Date(begin_ms);
        for (const minutes of away_minutes) {
          const job = sync({ settledThrough, nightlyThrough: null });
          const { due, lookAt } = planTenant(target({ timeZone }, job), now);
          for (const { slot, coveredSlots } of due) {
            told.push(...[...coveredSlots, slot].map(Number));
            settledThrough = slot;
          }
          if (!lookAt) throw new Error('there is always a next hour');
          expect(lookAt.getTime()).toBeGreaterThan(now.getTime());
          expect(lookAt.getTime() - now.getTime()).toBeLessThanOrEqual(1.5 * HOUR_MS + delay_ms);
          now = new Date(due.length > 0 ? now : lookAt.getTime() + minutes * MINUTE_MS);
        }
        const expected: number[] = [];
        const isNominal = (ms: number) =>
          new Intl.DateTimeFormat('en', { timeZone, minute: 'numeric' }).format(ms) === '0';
        for (let ms = begin_ms; ms <= settledThrough.getTime(); ms += 30 * MINUTE_MS)
          if (isNominal(ms)) expected.push(ms);
        expect(told).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  test('the delay of a tenant is always the same, below five minutes, and differs between tenants', () => {
    const ids = Array.from({ length: 1000 }, (_, index) => `tenant ${index}`);
    const delays = ids.map(startDelay_ms);
    expect(delays).toEqual(ids.map(startDelay_ms));
    expect(Math.max(...delays)).toBeLessThan(5 * MINUTE_MS);
    const perMinute = Map.groupBy(delays, (ms) => Math.floor(ms / MINUTE_MS));
    for (const crowd of perMinute.values()) expect(crowd.length).toBeLessThan(260);
    expect(perMinute.size).toBe(5);
  });
});
