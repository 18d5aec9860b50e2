import { randomUUID } from 'node:crypto';
import { createTenant, type Tenant } from '@pulso/connections';
import { query } from '@pulso/database';
import { AppError, parseBusinessDay } from '@pulso/domain';
import { openJobRun } from '@pulso/job-log';
import { createProcessMetrics } from '@pulso/jobs/operations';
import { ensurePartitions } from '@pulso/metrics';
import type { TRPCError } from '@trpc/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRequestCounters } from '../http/request-counters.ts';
import { insertConnection } from '../testing/insert-connection.ts';
import { createRunnerDouble, type RunnerDouble } from '../testing/runner-double.ts';
import { NOW, startTestApi, type TestApi } from '../testing/start-test-api.ts';
import type { TrpcContext } from './context.ts';
import { createTenantWall } from './create-tenant-wall.ts';
import { appRouter } from './router.ts';
import { createStreamLimit } from './stream-limit.ts';
import { createTrialLimit } from './trial-limit.ts';
import { createCallerFactory, createRouter, tenantProcedure } from './trpc.ts';

const ALL_30 = { days: 30, connectionId: null };

let api: TestApi;
let runner: RunnerDouble;
let other: Tenant;
let own: { connectionId: string; jobLogId: string };
let foreign: { connectionId: string; jobLogId: string };
beforeAll(async () => {
  api = await startTestApi();
  const { db } = api.database;
  runner = createRunnerDouble(db);
  other = await createTenant(db, { name: 'Outra', timeZone: 'Asia/Tokyo', now: NOW });
  own = await furnish(api.tenant.tenantId, { nickname: 'LOJA', orders: 3 });
  foreign = await furnish(other.tenantId, { nickname: 'OUTRA', orders: 50 });
});
afterAll(() => api.close());

/** One connection with one known day and one run. */
async function furnish(tenantId: string, { nickname, orders }: { nickname: string; orders: number }) {
  const { db } = api.database;
  const connectionId = await insertConnection(db, tenantId, { nickname });
  await query(
    db,
    `insert into account_metrics_daily
       (tenant_id, connection_id, date, orders, purchases, units, gmv, cancelled_orders, cancelled_units, cancelled_amount,
        refunded_amount, sale_fee, seller_shipping, net_revenue, visits, listings_expected, listings_with_visits,
        provisional, rebuilt_at)
     values ($1, $2, '2026-11-22', $3, $3, $3, $3 * 10, 0, 0, 0, 0, 1, 1, 1, 100, 1, 1, true, $4)`,
    { bind: [tenantId, connectionId, orders, NOW] },
  );
  await query(
    db,
    `insert into source_coverage (tenant_id, connection_id, source, covered_through, last_success_at)
     values ($1, $2, 'orders', $3, $3)`,
    { bind: [tenantId, connectionId, new Date(NOW.getTime() - 90_500)] },
  );
  const run = { jobType: 'sync-mercadolivre', trigger: 'api' as const, slot: null, params: {}, now: NOW };
  const { run: opened } = await openJobRun(db, tenantId, run);
  return { connectionId, jobLogId: opened.jobLogId };
}

/** The procedures as `tenant` calls them. */
const callerOf = (tenant: Tenant) => createCallerFactory(appRouter)(contextOf(tenant));

function contextOf(tenant: Tenant): TrpcContext {
  const wall = createTenantWall(api.database.db, api.server.log as never);
  const metrics = createProcessMetrics({ app: 'api' });
  return {
    deps: {
      db: api.database.db,
      runner,
      clock: { now: () => NOW },
      log: api.server.log as never,
      connections: {} as never,
      applicationId: null,
      settings: {
        database: 'embedded',
        source: 'simulator',
        meli: null,
        jobsKeys: [],
        freshnessPromise: { freshWithin_minutes: 120, staleAfter_minutes: 1560 },
        publicUrl: null,
        trustProxy: false,
      },
      auth: api.auth,
      sendMail: null,
      alertWays: [],
      listPendingMigrations: async () => [],
      webRoot: null,
      assertSchemaIsCurrent: async () => {},
      metrics,
      counters: createRequestCounters(metrics.registry),
      databaseWithin_ms: 15_000,
      followFor_ms: 30_000,
      stopping: new AbortController().signal,
      trials: createTrialLimit(),
      streams: createStreamLimit(),
      wall,
      numbersSource: wall,
    },
    chooseNumbersDb: () => wall(tenant.tenantId),
    signIn: async () => ({ tenant, role: 'owner', user: null, sessionId: null }),
    assertOwnPage: () => {},
  };
}

describe('the tenant of a procedure is the one who signed in', () => {
  test('a procedure that forgets to name its tenant finds no row of another one', async () => {
    const forgetful = createRouter({
      tenants: tenantProcedure.query(({ ctx }) => query(ctx.deps.db, 'select tenant_id from tenants')),
    });
    const told = await createCallerFactory(forgetful)(contextOf(api.tenant)).tenants();
    expect(told).toEqual([{ tenant_id: api.tenant.tenantId }]);
  });

  test('session: each sees its own name, zone and day', async () => {
    expect(await callerOf(api.tenant).session.get()).toMatchObject({ tenantName: 'Loja', today: '2026-11-23' });
    expect(await callerOf(other).session.get()).toMatchObject({ tenantName: 'Outra', today: '2026-11-24' });
  });

  test('connections: each sees its own sellers', async () => {
    expect(await callerOf(api.tenant).connections.list()).toEqual([
      {
        connectionId: own.connectionId,
        sellerId: expect.any(String),
        nickname: 'LOJA',
        status: 'active',
        statusReason: null,
      },
    ]);
  });

  test('overview: each sees its own numbers', async () => {
    const { overview } = callerOf(api.tenant);
    const { window, totals } = await overview.totals(ALL_30);
    expect(window).toEqual({ from: '2026-10-25', to: '2026-11-23' });
    expect(totals).toMatchObject({ orders: 3, gmv_cents: 3000 });
    const { days } = await overview.series({ ...ALL_30, days: 7, connectionId: own.connectionId });
    expect(days.map(({ date, orders, isToday }) => [date, orders, isToday]).slice(-3)).toEqual([
      ['2026-11-21', null, false],
      ['2026-11-22', 3, false],
      ['2026-11-23', null, true],
    ]);
    const past = { days: 2, to: '2026-11-22', connectionId: null };
    expect(await overview.totals(past)).toMatchObject({
      window: { from: '2026-11-21', to: '2026-11-22' },
      totals: { orders: 3 },
    });
    expect((await overview.series(past)).days.map(({ isToday }) => isToday)).toEqual([false, false]);
    await expect(overview.totals({ ...past, to: '2026-11-24' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    // One day of thirty is known: nothing to compare with, rather than a rise from nothing.
    expect(await overview.comparison(ALL_30)).toMatchObject({
      previousWindow: { from: '2026-09-25', to: '2026-10-24' },
      gmv_cents: { current: null, previous: null, change: null },
    });
    const page = { sort: 'gmv', direction: 'desc', limit: 10, offset: 0, search: null } as const;
    expect(await overview.listings({ ...ALL_30, ...page })).toMatchObject({ total: 0, rows: [] });
    expect(await overview.stock({ connectionId: null, limit: 5 })).toEqual([]);
  });

  test('overview: the connection of another is as unknown as one that never was', async () => {
    const { overview } = callerOf(api.tenant);
    const refusals = await Promise.all(
      [foreign.connectionId, randomUUID()].map((connectionId) =>
        overview
          .totals({ days: 7, connectionId })
          .catch((error: TRPCError) => ({ code: error.code, message: error.message })),
      ),
    );
    expect(refusals[0]).toEqual({ code: 'NOT_FOUND', message: 'There is no such connection' });
    expect(refusals[1]).toEqual(refusals[0]);
  });

  test('freshness: each sees the age of its own sources, by the server’s clock', async () => {
    const freshness = await callerOf(api.tenant).freshness.get();
    expect(freshness).toMatchObject({ tenantId: api.tenant.tenantId, now: NOW.toISOString(), status: 'never' });
    expect(freshness.sources.map(({ source, ageMinutes, nickname }) => [source, ageMinutes, nickname])).toEqual([
      ['listings', null, 'LOJA'],
      ['orders', 1, 'LOJA'],
      ['visits', null, 'LOJA'],
    ]);
  });

  test('freshness: each sees how many of its own changes notices announced, and when a run of its own last ended', async () => {
    const { db } = api.database;
    const count = (tenantId: string, connectionId: string, [day, changes, announced]: [string, number, number]) =>
      query(db, 'insert into notice_days values ($1, $2, $3, $4, $5)', {
        bind: [tenantId, connectionId, day, changes, announced],
      });
    await count(api.tenant.tenantId, own.connectionId, ['2026-11-23', 10, 9]);
    await count(api.tenant.tenantId, own.connectionId, ['2026-11-17', 5, 5]);
    await count(api.tenant.tenantId, own.connectionId, ['2026-11-16', 100, 0]);
    await count(other.tenantId, foreign.connectionId, ['2026-11-23', 7, 0]);
    await query(db, 'update connections set notices_since = $1 where connection_id = $2', {
      bind: [NOW, own.connectionId],
    });
    const before = await callerOf(api.tenant).freshness.get();
    expect(before.notices).toEqual([
      { connectionId: own.connectionId, noticesSince: NOW.toISOString(), changes: 15, announced: 14 },
    ]);
    expect(before.lastRunEndedAt).toBeNull();

    const ended = new Date(NOW.getTime() + 1);
    const end = (jobLogId: string) =>
      query(db, 'update job_logs set completed_at = $1 where id = $2', { bind: [ended, jobLogId] });
    await end(foreign.jobLogId);
    expect((await callerOf(api.tenant).freshness.get()).lastRunEndedAt).toBeNull();
    await end(own.jobLogId);
    expect((await callerOf(api.tenant).freshness.get()).lastRunEndedAt).toBe(ended.toISOString());
    await query(db, 'update job_logs set completed_at = null');
  });

  describe('coverage', () => {
    const ASKED = {
      from: '2026-11-21',
      to: '2026-11-23',
      connectionId: null,
      sources: ['visits' as const, 'orders' as const],
      listingId: null,
    };
    const states = (days: { source: string; day: string; state: string }[]) =>
      days.map(({ source, day, state }) => `${source} ${day.slice(8)} ${state}`);

    test('tells each the days of its own sources, what failed with them, and the days of one listing', async () => {
      const { db } = api.database;
      const connectionId = await insertConnection(db, api.tenant.tenantId);
      const bind = [api.tenant.tenantId, connectionId, NOW];
      await query(
        db,
        `insert into source_coverage (tenant_id, connection_id, source, covered)
         values ($1, $2, 'orders', '{[2026-11-22T03:00:00Z,2026-11-23T15:00:00Z)}')`,
        { bind: bind.slice(0, 2) },
      );
      await query(
        db,
        `insert into source_failures values ($1, $2, 'orders', '[2026-11-21,2026-11-23]', 'meli_refused', '/orders: 403', $3)`,
        { bind },
      );
      await query(
        db,
        `insert into listings (tenant_id, listing_id, connection_id, access, date_created, read_at)
         values ($1, 'MLB1', $2, 'readable', '2026-11-22T12:00:00Z', $3)`,
        { bind },
      );
      await query(db, `insert into listing_visits values ($1, 'MLB1', '2026-11-22', 0, $2)`, {
        bind: [api.tenant.tenantId, NOW],
      });
      const { coverage } = callerOf(api.tenant);
      const { window, days, failures } = await coverage.list({ ...ASKED, connectionId });
      expect(window).toEqual({ from: '2026-11-21', to: '2026-11-23' });
      expect(states(days)).toEqual([
        'orders 21 failed',
        'orders 22 complete',
        'orders 23 partly',
        'visits 21 not_yet',
        'visits 22 partly',
        'visits 23 not_yet',
      ]);
      expect(days[4]?.parts).toEqual({ complete: 1, partly: 0, failed: 0, not_yet: 0 });
      expect(failures).toEqual([
        {
          connectionId,
          source: 'orders',
          errorCode: 'meli_refused',
          message: '/orders: 403',
          failedAt: NOW.toISOString(),
        },
      ]);
      const ofOne = await coverage.list({ ...ASKED, listingId: 'MLB1' });
      expect(states(ofOne.days)).toEqual(['visits 22 complete', 'visits 23 not_yet']);
      const ofVisits = await coverage.list({ ...ASKED, connectionId, sources: ['visits'] });
      expect(ofVisits.failures).toEqual([]);

      const others = await callerOf(other).coverage.list({ ...ASKED, sources: null, listingId: 'MLB1' });
      expect(others).toMatchObject({ days: [], failures: [] });
      const { days: foreignDays } = await callerOf(other).coverage.list({ ...ASKED, sources: null });
      expect(new Set(foreignDays.map((one) => one.connectionId))).toEqual(new Set([foreign.connectionId]));
      expect(foreignDays).toHaveLength(15);
    });

    test.each([
      ['a day that no calendar has', { from: '2026-02-30' }, 'BAD_REQUEST'],
      ['an end before its beginning', { to: '2026-11-20' }, 'BAD_REQUEST'],
      ['more than a hundred days', { from: '2026-08-15' }, 'BAD_REQUEST'],
      ['a source that does not exist', { sources: ['ads' as 'orders'] }, 'BAD_REQUEST'],
      ['the connection of nobody', { connectionId: randomUUID() }, 'NOT_FOUND'],
    ])('is not told for %s', async (_, wrong, code) => {
      await expect(callerOf(api.tenant).coverage.list({ ...ASKED, ...wrong })).rejects.toMatchObject({ code });
    });

    test('is not told for the connection of another', async () => {
      const asked = { ...ASKED, connectionId: foreign.connectionId };
      await expect(callerOf(api.tenant).coverage.list(asked)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });
  });

  describe('the orders behind a number', () => {
    const RANGE = { from: '2026-11-21', to: '2026-11-23' };
    const ALL = { ...RANGE, connectionId: null, listingId: null, verdict: null, limit: 50, cursor: null };

    beforeAll(async () => {
      const { db } = api.database;
      for (const [tenantId, connectionId, id] of [
        [api.tenant.tenantId, own.connectionId, 701],
        [api.tenant.tenantId, own.connectionId, 702],
        [other.tenantId, foreign.connectionId, 703],
      ]) {
        await query(
          db,
          `insert into orders (tenant_id, order_id, connection_id, status, date_created, date_closed, last_updated, currency, tags,
             content_hash, read_at)
           values ($1, $2::bigint, $3, 'paid', $4, $4, $4, 'BRL', case when $2::bigint = 702 then '{test_order}'::text[] else '{}' end, '', $4)`,
          { bind: [tenantId, id, connectionId, '2026-11-22T10:00:00Z'] },
        );
        await query(
          db,
          `insert into order_lines (tenant_id, order_id, line_no, listing_id, quantity, unit_price, sale_fee)
           values ($1, $2, 1, 'MLB7', 2, 10, 1)`,
          { bind: [tenantId, id] },
        );
      }
    });

    test('are told with those that are left out and why, each to its own', async () => {
      const { orders, nextCursor } = await callerOf(api.tenant).evidence.list(ALL);
      expect(nextCursor).toBeNull();
      expect(orders.map(({ orderId, leftOutReason, lines }) => [orderId, leftOutReason, lines[0]?.gmv_cents])).toEqual([
        ['702', 'test_order', 2000],
        ['701', null, 2000],
      ]);
      const others = await callerOf(other).evidence.list({ ...ALL, listingId: 'MLB7' });
      expect(others.orders.map(({ orderId }) => orderId)).toEqual(['703']);
      await expect(
        callerOf(api.tenant).evidence.list({ ...ALL, connectionId: foreign.connectionId }),
      ).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(callerOf(api.tenant).evidence.list({ ...ALL, cursor: 'x' })).rejects.toMatchObject({
        code: 'BAD_REQUEST',
      });
    });

    test('and what was corrected since are told to nobody who does not have them', async () => {
      const { db } = api.database;
      await query(
        db,
        `insert into metrics_corrections (tenant_id, date, connection_id, corrected_at, stood_since, old, new)
         values ($1, '2026-11-22', $2, $3, $4, '{"orders": 4}', '{"orders": 3}')`,
        { bind: [api.tenant.tenantId, own.connectionId, NOW, '2026-11-23T00:00:00Z'] },
      );
      const asked = { ...RANGE, connectionId: null, listingId: null, limit: 5, before: null };
      expect(await callerOf(api.tenant).evidence.corrections(asked)).toMatchObject([
        { date: '2026-11-22', correctedAt: NOW.toISOString(), old: { orders: 4 }, new: { orders: 3 } },
      ]);
      expect(await callerOf(other).evidence.corrections(asked)).toEqual([]);
      const stood = { ...RANGE, connectionId: null, listingId: null, asOf: '2026-11-26T00:00:00Z' };
      expect(await callerOf(api.tenant).evidence.asOf(stood)).toMatchObject([
        { date: '2026-11-22', cells: { orders: 3 } },
      ]);
      expect(await callerOf(other).evidence.asOf(stood)).toMatchObject([{ cells: { orders: 50 } }]);
      for (const foreignly of [{ connectionId: foreign.connectionId }]) {
        await expect(callerOf(api.tenant).evidence.asOf({ ...stood, ...foreignly })).rejects.toMatchObject({
          code: 'NOT_FOUND',
        });
        await expect(callerOf(api.tenant).evidence.corrections({ ...asked, ...foreignly })).rejects.toMatchObject({
          code: 'NOT_FOUND',
        });
      }
    });

    test('and the history of a listing are told to nobody who does not have it', async () => {
      const { db } = api.database;
      await query(
        db,
        `insert into listings (tenant_id, listing_id, connection_id, access, title, read_at)
         values ($1, 'MLB7', $2, 'readable', 'Bule', $3)`,
        { bind: [api.tenant.tenantId, own.connectionId, NOW] },
      );
      const asked = { ...RANGE, listingId: 'MLB7' };
      expect(await callerOf(api.tenant).listings.history(asked)).toMatchObject({
        listingId: 'MLB7',
        title: 'Bule',
        days: [],
        stockCover: null,
      });
      await expect(callerOf(other).listings.history(asked)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(callerOf(api.tenant).listings.history({ ...asked, from: '2026-11-24' })).rejects.toMatchObject({
        code: 'BAD_REQUEST',
      });
    });
  });

  test('listings: each sees its own, a page of them or all for a file, and nothing of another', async () => {
    const { db } = api.database;
    await ensurePartitions(db, [parseBusinessDay('2026-11-22')]);
    for (const [tenantId, connectionId] of [
      [api.tenant.tenantId, own.connectionId],
      [other.tenantId, foreign.connectionId],
    ]) {
      await query(
        db,
        `insert into listing_metrics_daily
           (tenant_id, listing_id, date, connection_id, orders, units, gmv, cancelled_orders, cancelled_units, cancelled_amount,
            refunded_amount, stock, has_clips, provisional, rebuilt_at)
         select $1, 'MLB' || n, '2026-11-22', $2, n, n, n * 10, 0, 0, 0, 0, 8, n = 1, true, $3 from generate_series(1, 2) as n`,
        { bind: [tenantId, connectionId, NOW] },
      );
    }
    const { listings } = callerOf(api.tenant);
    const asked = { ...ALL_30, days: 2, sort: 'cover', direction: 'asc', search: '' } as const;
    const all = { ...asked, statuses: null, clip: null, abcClasses: null };
    const page = await listings.list({ ...all, limit: 1, offset: 0 });
    expect(page).toMatchObject({ window: { from: '2026-11-22', to: '2026-11-23' }, total: 2 });
    expect(page.rows).toMatchObject([{ listingId: 'MLB2', stock: 8, cover_days: 4, trend_cents: [2000, null] }]);
    const file = await listings.export({ ...all, clip: 'yes' });
    expect(file.rows).toMatchObject([{ listingId: 'MLB1', connectionId: own.connectionId, cover_days: 8 }]);
    await expect(listings.export({ ...all, connectionId: foreign.connectionId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await query(db, 'delete from listing_metrics_daily');
  });

  test('jobs: the run of another is as unknown as one that never was', async () => {
    const { jobs } = callerOf(api.tenant);
    expect(await jobs.get({ jobLogId: own.jobLogId })).toMatchObject({ jobLogId: own.jobLogId, status: 'QUEUED' });
    await expect(jobs.get({ jobLogId: foreign.jobLogId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(jobs.get({ jobLogId: randomUUID() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('jobs: the button starts a sync of the own tenant', async () => {
    const { jobLogId, duplicate } = await callerOf(other).jobs.refresh();
    expect(duplicate).toBe(false);
    expect(runner.requests.at(-1)).toMatchObject({ tenantId: other.tenantId, trigger: 'manual', params: {} });
    expect(await callerOf(other).jobs.get({ jobLogId })).toMatchObject({ trigger: 'manual' });
  });
});

test('no procedure answers to somebody who is not signed in', async () => {
  const refuse = async () => {
    throw new AppError('unauthenticated', 'Nobody');
  };
  for (const name of Object.keys(appRouter._def.procedures)) {
    const context = { deps: {} as never, signIn: refuse, chooseNumbersDb: refuse, assertOwnPage: () => {} };
    const [router = '', procedure = ''] = name.split('.');
    const caller = createCallerFactory(appRouter)(context) as unknown as Record<
      string,
      Record<string, () => Promise<unknown>>
    >;
    await expect(caller[router]?.[procedure]?.()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  }
});
