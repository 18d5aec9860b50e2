import { createTenant } from '@pulso/connections';
import { query } from '@pulso/database';
import { createTestDatabase, type TestDatabase } from '@pulso/database/testing';
import { fixedClock } from '@pulso/domain';
import { findJobRun, openJobRun, startJobRun } from '@pulso/job-log';
import { createJobRunner } from '@pulso/jobs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { insertConnection } from '../testing/insert-connection.ts';
import { jobDepsWithoutMeli } from '../testing/job-deps.ts';
import { listFreshTenants } from './list-fresh-tenants.ts';
import { type RunOptions, readRunRequest } from './read-run-request.ts';
import { runTenants } from './run-tenants.ts';
import { selectTenants } from './select-tenants.ts';
import type { Outcome } from './to-outcome.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const SLOT = '2026-11-23T12:00:00Z';
const NOBODY = '1b4e28ba-2fa1-41d2-883f-b9a761bde3fb';

let database: TestDatabase;
let tenantIds: string[];
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await query(database.db, 'delete from tenants');
  const names = ['connected', 'without connection'];
  const zones = ['America/Sao_Paulo', 'Pacific/Kiritimati'];
  tenantIds = [];
  for (const [index, name] of names.entries()) {
    const now = new Date(NOW.getTime() + index);
    const tenant = await createTenant(database.db, { name, timeZone: zones[index] ?? 'UTC', now });
    tenantIds.push(tenant.tenantId);
  }
  await insertConnection(database.db, tenantIds[0] ?? '', { createdAt: NOW });
});

const countRows = async () => (await query(database.db, 'select id from job_logs')).length;

/** As the command does it, in this process. */
async function run(job: string, options: RunOptions = {}, freshIds = new Set<string>()): Promise<Outcome[]> {
  const { db } = database;
  const request = readRunRequest(job, options);
  const runner = createJobRunner(jobDepsWithoutMeli(db, fixedClock(NOW)));
  const tenants = await selectTenants(db, request, NOW);
  const { signal } = new AbortController();
  return runTenants({ db, clock: fixedClock(NOW), runner, signal }, request, {
    tenantIds: tenants.map((tenant) => tenant.tenantId),
    freshIds,
    onEnded: () => undefined,
  });
}

describe('a run over the tenants', () => {
  test('has every active tenant, each with its own outcome and row', async () => {
    const outcomes = await run('sync-mercadolivre', { concurrency: '1' });
    expect(outcomes).toMatchObject([
      { tenantId: tenantIds[0], success: false, status: 'FAILED', errorCode: 'reauthorisation_required' },
      { tenantId: tenantIds[1], success: true, status: 'SKIPPED', reason: 'no_connection', duplicate: false },
    ]);
    const first = await findJobRun(database.db, String(outcomes[0]?.jobLogId));
    expect(first).toMatchObject({ status: 'FAILED', trigger: 'cli', slot: null });
  });

  test('gives the first run of a slot to everybody who names it again', async () => {
    const [tenant] = tenantIds;
    const options = { ...(tenant ? { tenant } : {}), slot: SLOT };
    const [first] = await run('sync-mercadolivre', options);
    const [again] = await run('sync-mercadolivre', { ...options, slot: '2026-11-23T09:00:00-03:00' });
    expect(first).toMatchObject({ duplicate: false, status: 'FAILED' });
    expect(again).toEqual({ ...first, duplicate: true });
    expect(await findJobRun(database.db, String(first?.jobLogId))).toMatchObject({ trigger: 'schedule' });
    expect(await countRows()).toBe(1);
  });

  test('named by a schedule, is asked for what that schedule asks for, in the zone of each tenant', async () => {
    const asked = async (schedule: string, job = 'sync-mercadolivre') => {
      await query(database.db, 'delete from job_logs');
      await run(job, { schedule, slot: SLOT, concurrency: '1' });
      const rows = await query<{ params: unknown }>(
        database.db,
        `select metadata -> 'params' as params from job_logs where job_type = $1 order by created_at, attempt`,
        { bind: [job] },
      );
      return rows.map(({ params }) => params);
    };
    expect(await asked('hourly')).toEqual([
      { daysBack: 7, visits: 'due' },
      { daysBack: 7, visits: 'due' },
    ]);
    expect(await asked('nightly')).toEqual([{ daysBack: 30 }, { daysBack: 30 }]);
    expect(await asked('weekly-sweep', 'rebuild-daily-metrics')).toEqual([
      { from: '2026-11-23', to: '2026-11-23' },
      { from: '2026-11-24', to: '2026-11-24' },
    ]);
    expect(await asked('housekeeping', 'housekeeping')).toEqual([{}, {}]);
  });

  test('leaves out fresh tenants without a row', async () => {
    const outcomes = await run('sync-mercadolivre', { concurrency: '1' }, new Set(tenantIds));
    expect(outcomes).toEqual(
      tenantIds.map((tenantId) => ({ tenantId, success: true, status: 'SKIPPED', reason: 'fresh' })),
    );
    expect(await countRows()).toBe(0);
  });

  test('told to stop, starts nobody and shows the run of another process as it stands', async () => {
    const { db } = database;
    const [tenantId = ''] = tenantIds;
    const slot = new Date(SLOT);
    const opened = await openJobRun(db, tenantId, {
      jobType: 'sync-mercadolivre',
      trigger: 'schedule',
      slot,
      params: {},
      now: NOW,
    });
    await startJobRun(db, tenantId, { run: opened.run, now: NOW });
    const stop = new AbortController();
    const runner = createJobRunner(jobDepsWithoutMeli(db, fixedClock(NOW)));
    const request = readRunRequest('sync-mercadolivre', { slot: SLOT, concurrency: '1' });
    const stopping: typeof runner = {
      ...runner,
      submit: async (asked) => {
        const submitted = await runner.submit(asked);
        stop.abort();
        return submitted;
      },
    };
    const outcomes = await runTenants({ db, clock: fixedClock(NOW), runner: stopping, signal: stop.signal }, request, {
      tenantIds,
      freshIds: new Set(),
      onEnded: () => undefined,
    });
    expect(outcomes).toMatchObject([{ tenantId, success: false, status: 'RUNNING', duplicate: true }]);
    // Its owner ends it, so that nobody in this process follows it any longer.
    await query(db, `update job_logs set status = 'SKIPPED', completed_at = now()`);
  });
});

describe('a command that is not right writes nothing', () => {
  test.each([
    ['an unknown tenant', 'sync-mercadolivre', { tenant: NOBODY }, 'unknown_tenant'],
    ['days in the wrong order', 'rebuild-daily-metrics', { from: '2026-11-20', to: '2026-11-19' }, 'invalid_input'],
    ['too many days', 'rebuild-daily-metrics', { from: '2023-11-22' }, 'invalid_input'],
    // It is the 24th on Kiritimati and still the 23rd in São Paulo.
    ['a day that has not come for one of the tenants', 'rebuild-daily-metrics', { to: '2026-11-24' }, 'invalid_input'],
    ['a slot far ahead', 'sync-mercadolivre', { slot: '2026-11-23T12:05:01Z' }, 'invalid_input'],
  ])('%s', async (_, job, options, code) => {
    await expect(run(job, options)).rejects.toMatchObject({ code });
    expect(await countRows()).toBe(0);
  });

  test('a day that has come for the tenant alone is right', async () => {
    const tenant = tenantIds[1] ?? '';
    expect(await run('rebuild-daily-metrics', { tenant, to: '2026-11-24' })).toMatchObject([{ status: 'SKIPPED' }]);
  });
});

test('fresh are the tenants whose sources all keep the promise', async () => {
  const { db } = database;
  const [tenantId = ''] = tenantIds;
  const connectionId = await insertConnection(db, tenantId, { createdAt: NOW, status: 'active' });
  await query(db, `delete from connections where connection_id <> $1`, { bind: [connectionId] });
  const promise = { freshWithin_minutes: 120, staleAfter_minutes: 1560 };
  const freshAfter = (minutes: number, only: string | null = null) =>
    listFreshTenants(db, { tenantId: only, promise, now: new Date(NOW.getTime() + minutes * 60_000) });
  expect(await freshAfter(0)).toEqual(new Set());
  for (const source of ['listings', 'orders', 'visits']) {
    await query(
      db,
      `insert into source_coverage (tenant_id, connection_id, source, covered_through, last_success_at)
       values ($1, $2, $3, $4, $4)`,
      { bind: [tenantId, connectionId, source, NOW] },
    );
  }
  expect(await freshAfter(120)).toEqual(new Set([tenantId]));
  expect(await freshAfter(120, tenantIds[1])).toEqual(new Set());
  expect(await freshAfter(121)).toEqual(new Set());
});
