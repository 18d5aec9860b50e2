import { randomUUID } from 'node:crypto';
import { createTenant } from '@pulso/connections';
import { query } from '@pulso/database';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertConnection } from '../testing/insert-connection.ts';
import { openMember, type Person } from '../testing/open-person.ts';
import { createRunnerDouble, type RunnerDouble } from '../testing/runner-double.ts';
import { startTestApi, type TestApi } from '../testing/start-test-api.ts';

const SYNC = 'sync-mercadolivre';
const ANY = { jobType: null, day: null, limit: 50 };

let api: TestApi;
let runner: RunnerDouble;
let own: Person;
let other: Person;
let failedId: string;
beforeAll(async () => {
  api = await startTestApi({
    settings: { database: 'external' },
    runner: ({ db }) => {
      runner = createRunnerDouble(db);
      return runner;
    },
  });
  const { db } = api.database;
  const { tenantId } = api.tenant;
  const { tenantId: otherId } = await createTenant(db, { name: 'Outra', now: new Date('2026-11-01T12:00:00Z') });
  own = await openMember(api, tenantId, { email: 'ana@example.com', role: 'member' });
  other = await openMember(api, otherId, { email: 'bia@example.com', role: 'member' });
  for (const id of [tenantId, otherId]) await insertConnection(db, id);
  await query(db, `update connections set created_at = '2026-11-20T12:00:00Z'`);
  await insertRun(tenantId, { slot: '2026-11-21T03:00:00Z', status: 'SUCCESS' });
  failedId = await insertRun(tenantId, { slot: '2026-11-22T02:30:00Z', status: 'FAILED' });
  await insertRun(otherId, { slot: '2026-11-22T15:00:00Z', status: 'ABANDONED' });
});
afterAll(() => api.close());

async function insertRun(tenantId: string, { slot, status }: { slot: string; status: string }): Promise<string> {
  const id = randomUUID();
  await query(
    api.database.db,
    `insert into job_logs (tenant_id, id, job_type, status, trigger, slot, started_at, completed_at, created_at, error_message, metadata)
     values ($1, $2, $3, $4, 'schedule', $5, $5, $5, $5, 'inside', '{"params":{"daysBack":7,"visits":"due"},"plan":[1]}')`,
    { bind: [tenantId, id, SYNC, status, slot] },
  );
  return id;
}

/** What the answer holds, or the error's code. */
function dataOf<Data>({ body }: { body: unknown }): Data {
  const { result, error } = body as { result?: { data: Data }; error?: { data: { errorCode: Data } } };
  return (result?.data ?? error?.data.errorCode) as Data;
}
const list = async (person: Person, asked: object) =>
  dataOf<{ runs: { slot: string; status: string }[]; nextCursor: string | null }>(
    await person.ask('jobs.list', { ...ANY, ...asked }),
  );
const slots = async (person: Person, asked: object = {}) =>
  (await list(person, asked)).runs.map(({ slot, status }) => `${slot.slice(5, 16)} ${status}`);

describe('Execuções', () => {
  test('shows each company its own runs, newest first, by job, trouble and local day, a page at a time', async () => {
    expect(await slots(own)).toEqual(['11-22T02:30 FAILED', '11-21T03:00 SUCCESS']);
    expect(await slots(other)).toEqual(['11-22T15:00 ABANDONED']);
    expect(await slots(own, { onlyTroubled: true })).toEqual(['11-22T02:30 FAILED']);
    expect(await slots(own, { jobType: 'housekeeping' })).toEqual([]);
    // 02:30 UTC is the evening before in São Paulo.
    expect(await slots(own, { day: '2026-11-21' })).toEqual(['11-22T02:30 FAILED', '11-21T03:00 SUCCESS']);
    expect(await slots(own, { day: '2026-11-22' })).toEqual([]);
    const first = await list(own, { limit: 1 });
    expect(await slots(own, { limit: 1, cursor: first.nextCursor })).toEqual(['11-21T03:00 SUCCESS']);
    expect(dataOf(await own.ask('jobs.list', { ...ANY, cursor: 'x' }))).toBe('invalid_input');
    expect(JSON.stringify(first)).not.toMatch(/inside|plan/);
  });

  test('shows each company what became of its own schedule, from its first connection on', async () => {
    const days = async (person: Person) => {
      const answer = await person.ask('jobs.calendar', { jobType: SYNC });
      const told = dataOf<{ days: { day: string; state: string; due: number }[] }>(answer);
      expect(told.days).toHaveLength(90);
      return told.days.slice(-5).map(({ day, state, due }) => `${day.slice(8)} ${state} ${due}`);
    };
    // From noon on, 2026-11-20 had twelve slots left; 2026-11-23 has had thirteen by its own noon, one of which is in its grace.
    expect(await days(own)).toEqual(['19 before 0', '20 none 15', '21 partly 24', '22 none 24', '23 none 12']);
    expect(await days(other)).toEqual(['19 before 0', '20 none 15', '21 none 24', '22 failed 24', '23 none 12']);
    expect(dataOf(await own.ask('jobs.calendar', { jobType: 'read-notices' }))).toBe('invalid_input');
  });

  test('runs again what ended, as it was meant and for its own company alone', async () => {
    const again = (person: Person, jobLogId: string) => person.ask('jobs.again', { jobLogId }, 'mutation');
    expect(dataOf(await again(other, failedId))).toBe('not_found');
    expect(runner.requests).toEqual([]);
    const { jobLogId } = dataOf<{ jobLogId: string }>(await again(own, failedId));
    const params = { daysBack: 7, visits: 'due' };
    const { tenantId } = api.tenant;
    expect(runner.requests).toEqual([{ jobType: SYNC, tenantId, params, trigger: 'manual' }]);
    // It runs now.
    expect(dataOf(await again(own, jobLogId))).toBe('invalid_input');
  });

  test('pauses and goes on with the schedule of one job of its own company', async () => {
    const paused = async (person: Person) => {
      const { schedules } = dataOf<{
        schedules: { schedule: string; pausedAt: string | null; nextSlot: string | null }[];
      }>(await person.ask('schedule.list'));
      return schedules.map((one) => `${one.schedule} ${one.nextSlot?.slice(5, 16) ?? one.pausedAt}`);
    };
    const all = ['hourly 11-23T16:00', 'nightly 11-24T06:00', 'weekly-sweep 11-29T08:00', 'housekeeping 11-24T07:30'];
    expect(await paused(own)).toEqual(all);
    await own.ask('schedule.pause', { jobType: SYNC }, 'mutation');
    const since = '2026-11-23T15:00:00.000Z';
    expect(await paused(own)).toEqual([`hourly ${since}`, `nightly ${since}`, ...all.slice(2)]);
    expect(await paused(other)).toEqual(all);
    await other.ask('schedule.resume', { jobType: SYNC }, 'mutation');
    expect((await paused(own))[0]).toBe(`hourly ${since}`);
    await own.ask('schedule.resume', { jobType: SYNC }, 'mutation');
    expect(await paused(own)).toEqual(all);
    expect(dataOf(await own.ask('schedule.pause', { jobType: 'read-notices' }, 'mutation'))).toBe('invalid_input');
  });
});
