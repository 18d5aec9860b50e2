import { createTenant } from '@pulso/connections';
import { query } from '@pulso/database';
import { createTestDatabase, type TestDatabase } from '@pulso/database/testing';
import { finishJobRun, listJobRuns, openJobRun, startJobRun } from '@pulso/job-log';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { nextSlots } from './next/next-slots.ts';
import { insertConnection } from './testing/insert-connection.ts';
import { runCopy } from './testing/run-copy.ts';

/** What went wrong in production with the system before this one, by its number, as far as the schedule is concerned. */
const EARLIER = new Date('2026-11-01T00:00:00Z');
const jobType = 'sync-mercadolivre';

let database: TestDatabase;
let tenantId: string;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await query(database.db, 'delete from tenants');
  tenantId = (await createTenant(database.db, { name: 'Loja', now: EARLIER })).tenantId;
  await insertConnection(database.db, tenantId, { createdAt: EARLIER });
});

/** The scheduler from its start until it has looked once and what it found has ended. */
const startAt = (now: Date) => runCopy(database.db, { now: () => now });
const runs = async () => (await listJobRuns(database.db, { jobType, limit: 50 })).runs;
const slots = async () => (await runs()).map(({ slot }) => String(slot).slice(11, 16)).sort();

test('row 2: who finds what is due also does it; there is no second switch and no queue that nobody empties', async () => {
  const runner = await startAt(new Date('2026-11-23T09:30:00Z'));
  await runner.stop();
  expect((await runs()).map(({ status, completedAt }) => [status, completedAt !== null])).toEqual([['FAILED', true]]);
});

test('row 5: after a shutdown the first look does what fell due meanwhile, once, and goes on with what was cut off', async () => {
  await (await startAt(new Date('2026-11-23T09:30:00Z'))).stop();
  const cutOff = new Date('2026-11-23T10:00:00Z');
  const request = { jobType, trigger: 'schedule', slot: cutOff, params: { daysBack: 30 }, now: cutOff } as const;
  const { run } = await openJobRun(database.db, tenantId, request);
  await startJobRun(database.db, tenantId, { run, now: cutOff });
  const outcome = {
    status: 'FAILED',
    recordsProcessed: 0,
    errorCode: 'interrupted',
    errorMessage: 'told to stop',
    metadata: { result: {} },
  } as const;
  await finishJobRun(database.db, tenantId, { run, outcome, now: cutOff });

  const runner = await startAt(new Date('2026-11-23T15:20:00Z'));
  const open = async () => (await runs()).filter(({ completedAt }) => completedAt === null).length;
  await expect.poll(async () => [await slots(), await open()]).toEqual([['09:00', '10:00', '10:00', '15:00'], 0]);
  await runner.stop();
  await (await startAt(new Date('2026-11-23T15:40:00Z'))).stop();
  expect(await slots()).toEqual(['09:00', '10:00', '10:00', '15:00']);
  const [first] = (await runs()).filter(({ jobLogId }) => jobLogId === run.jobLogId);
  const [second] = (await runs()).filter(({ attempt }) => attempt === 2);
  expect(first?.metadata).toMatchObject({ continuedBy: second?.jobLogId });
});

test('row 7: each of the next ten slots says its instant, its zone and what the clocks there show, and all three agree', () => {
  const zones = ['America/Sao_Paulo', 'America/Manaus'].map((timeZone) => ({ timeZone, tenants: 1 }));
  const next = nextSlots(zones, { now: new Date('2026-11-23T05:59:59Z'), count: 10 });
  expect(next).toHaveLength(10);
  const offsets = { 'America/Sao_Paulo': '-03:00', 'America/Manaus': '-04:00' } as Record<string, string>;
  for (const { schedule, slot, timeZone, localTime } of next) {
    expect(new Date(localTime).toISOString()).toBe(slot);
    expect(localTime.slice(-6)).toBe(offsets[timeZone]);
    expect(localTime.slice(14, 19)).toBe(schedule === 'housekeeping' ? '30:00' : '00:00');
  }
  expect(next[0]).toMatchObject({ slot: '2026-11-23T06:00:00.000Z', localTime: '2026-11-23T03:00:00-03:00' });
});
