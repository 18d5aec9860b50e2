import { randomUUID } from 'node:crypto';
import { query } from '@pulso/database';
import { findJobRun } from '@pulso/job-log';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readMetrics } from '../testing/read-metrics.ts';
import { openSimulatedSeller } from '../testing/simulated-seller.ts';

const AT = '2026-11-20T15:34:00Z';
/** The first day that is kept when 20 days are. */
const FIRST_DAY = '2026-10-31';

let seller: Awaited<ReturnType<typeof openSimulatedSeller>>;
beforeEach(async () => {
  const world = { listings: 24, ordersPerDay: 4, historyDays: 60 };
  seller = await openSimulatedSeller({ at: AT, seed: 'housekeeping', anchorDay: '2026-11-20', world });
});
afterEach(() => seller.close());

const keep = (days: Partial<typeof seller.deps.retention>) => Object.assign(seller.deps.retention, days);
const keepHouse = () => seller.run('housekeeping');
const ask = async <Row extends object>(sql: string): Promise<Row[]> =>
  query<Row>(seller.db, sql, { bind: [seller.tenantId] });
const oldestDays = () =>
  ask<{ of: string; oldest: string }>(
    `select 'orders' as of, min(date_closed at time zone 'America/Sao_Paulo')::date::text as oldest from orders where tenant_id = $1
     union all select 'sightings', min(day)::text from listing_sightings where tenant_id = $1 and has_clips is null
     union all select 'visits', min(day)::text from listing_visits where tenant_id = $1
     union all select 'account visits', min(day)::text from account_visits where tenant_id = $1
     union all select 'listing metrics', min(date)::text from listing_metrics_daily where tenant_id = $1
     union all select 'account metrics', min(date)::text from account_metrics_daily where tenant_id = $1
     order by 1`,
  );
const metricsSince = async (first: string) =>
  Promise.all(
    (['listing_metrics_daily', 'account_metrics_daily'] as const).map(async (table) =>
      (await readMetrics(seller.db, table, seller.tenantId)).filter((row) => String(row.date) >= first),
    ),
  );

describe('housekeeping', () => {
  it('makes the months of metrics three months ahead', async () => {
    seller.moveTo('2027-02-27T15:00:00Z');
    expect(await keepHouse()).toMatchObject({ status: 'SUCCESS' });
    const months = await query(
      seller.db,
      `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'listing_metrics_daily'::regclass order by 1`,
    );
    expect(months.map(({ name }) => name)).toEqual(
      ['2027_02', '2027_03', '2027_04', '2027_05'].map((month) => `listing_metrics_daily_${month}`),
    );
  });

  it('without a number of days keeps every fact', async () => {
    await seller.run('sync-mercadolivre', { daysBack: 50 });
    const before = await oldestDays();
    expect(before.find(({ of }) => of === 'account metrics')?.oldest).toBe('2026-10-02');
    expect(await keepHouse()).toMatchObject({ recordsProcessed: 0 });
    expect(await oldestDays()).toEqual(before);
  });

  it('removes facts and metrics that are older than wished, and the figures of the days that stay are as they were', async () => {
    await seller.run('sync-mercadolivre', { daysBack: 50 });
    const before = await metricsSince(FIRST_DAY);
    keep({ facts_days: 20 });
    const run = await keepHouse();
    expect(run).toMatchObject({ status: 'SUCCESS' });
    expect(run.recordsProcessed).toBeGreaterThan(1000);
    for (const { of, oldest } of await oldestDays())
      expect({ of, isKept: oldest === null || oldest >= FIRST_DAY }).toEqual({ of, isKept: true });

    // Not a day less than wished, and nothing that a rebuild of everything would put back or change.
    await seller.run('rebuild-daily-metrics', { from: '2026-09-01' });
    const [listingDays, accountDays] = await metricsSince('2000-01-01');
    expect([listingDays, accountDays]).toEqual(before);
    expect(accountDays?.[0]).toMatchObject({ date: FIRST_DAY });
    expect(await keepHouse()).toMatchObject({ recordsProcessed: 0 });
  });

  it('leaves what days that stay follow from: the whole of a cart or shipment, the last known clip, the status that held', async () => {
    await seller.run('sync-mercadolivre', { daysBack: 50 });
    const [straddling] = await ask<{ pack: string; parcel: string; listing: string }>(
      `with old as (
         select order_id, row_number() over (order by date_closed desc, order_id) as nth from orders
         where tenant_id = $1 and date_closed < '2026-10-31T03:00:00Z'
       ), young as (
         select order_id, row_number() over (order by date_closed, order_id) as nth from orders
         where tenant_id = $1 and date_closed >= '2026-10-31T03:00:00Z'
       ), joined as (
         update orders o set
           pack_id = case p.nth when 1 then 1 end,
           shipment_id = case p.nth when 2 then 2 end
         from (select * from old union all select * from young) as p
         where o.tenant_id = $1 and o.order_id = p.order_id and p.nth <= 2
       )
       select (select order_id::text from old where nth = 1) as pack, (select order_id::text from old where nth = 2) as parcel,
         (select min(listing_id) from listings where tenant_id = $1) as listing`,
    );
    if (!straddling) throw new Error('two orders were expected');
    const { tenantId, db } = seller;
    for (const [day, hasClips] of [
      ['2026-10-01', true],
      ['2026-10-02', false],
      ['2026-10-03', null],
    ]) {
      await query(db, 'insert into listing_sightings (tenant_id, listing_id, day, has_clips) values ($1, $2, $3, $4)', {
        bind: [tenantId, straddling.listing, day, hasClips],
      });
      await query(
        db,
        `insert into listing_statuses (tenant_id, listing_id, seen_at, status, sub_status) values ($1, $2, $3, 'active', '{}')`,
        { bind: [tenantId, straddling.listing, day] },
      );
    }
    keep({ facts_days: 20 });
    await keepHouse();
    expect(
      await ask(
        `select order_id::text from orders where tenant_id = $1 and date_closed < '2026-10-31T03:00:00Z' order by 1`,
      ),
    ).toEqual([straddling.pack, straddling.parcel].sort().map((order_id) => ({ order_id })));
    expect(
      await ask(`select 'clip ' || day as kept from listing_sightings where tenant_id = $1 and day < '${FIRST_DAY}'
        union all select 'status ' || (seen_at at time zone 'UTC')::date from listing_statuses where tenant_id = $1 and seen_at < '${FIRST_DAY}'
        order by 1`),
    ).toEqual([{ kept: 'clip 2026-10-02' }, { kept: 'status 2026-10-03' }]);
  });

  it('does not want the history from before again', async () => {
    await query(seller.db, `update connections set history_from = '2026-09-10' where tenant_id = $1`, {
      bind: [seller.tenantId],
    });
    keep({ facts_days: 20 });
    await keepHouse();
    expect(await ask('select history_from::text from connections where tenant_id = $1')).toEqual([
      { history_from: FIRST_DAY },
    ]);
  });

  it('removes runs, notices, corrections and the ledger of keys when their time has come, and of its own tenant alone', async () => {
    const { tenantId, connectionId, db } = seller;
    const other = randomUUID();
    await query(db, `insert into tenants (tenant_id, name, created_at) values ($1, 'Outra', $2)`, {
      bind: [other, AT],
    });
    const runs = [
      [tenantId, 'SUCCESS', '2025-10-16T15:33:59Z'],
      [tenantId, 'SUCCESS', '2025-10-16T15:34:00Z'],
      [tenantId, 'QUEUED', '2025-10-16T15:33:59Z'],
      [other, 'SUCCESS', '2025-10-16T15:33:59Z'],
    ].map((run) => ({ run, id: randomUUID() }));
    for (const { run, id } of runs) {
      await query(
        db,
        `insert into job_logs (tenant_id, status, created_at, id, job_type, trigger) values ($1, $2, $3, $4, 'sync-mercadolivre', 'api')`,
        { bind: [...run, id] },
      );
    }
    for (const [index, at] of ['2026-10-21T15:33:59Z', '2026-10-21T15:34:00Z'].entries()) {
      await query(
        db,
        `insert into notices (tenant_id, notice_id, connection_id, topic, subject_kind, subject_id, received_at, last_received_at)
         values ($1, $2, $3, 'orders_v2', 'order', $4, $5, $5)`,
        { bind: [tenantId, randomUUID(), connectionId, String(index), at] },
      );
    }
    await query(
      db,
      `insert into metrics_corrections (tenant_id, date, connection_id, corrected_at) values ($1, '2025-10-01', $2, '2025-10-16T15:33:59Z')`,
      { bind: [tenantId, connectionId] },
    );
    for (const at of ['2025-10-16T15:33:59Z', '2025-10-16T15:34:00Z']) {
      await query(
        db,
        `insert into token_ledger (tenant_id, connection_id, entry_id, event, version, began_at) values ($1, $2, $3, 'renewal', 9, $4)`,
        { bind: [tenantId, connectionId, randomUUID(), at] },
      );
    }
    for (const at of ['2025-10-16T15:33:59Z', '2025-10-16T15:34:00Z']) {
      await query(
        db,
        `insert into audit_entries (tenant_id, entry_id, action, happened_at) values ($1, $2, 'signed_in', $3)`,
        { bind: [tenantId, randomUUID(), at] },
      );
    }
    await query(
      db,
      `insert into consent_requests (tenant_id, state_hash, browser_hash, key_id, code_verifier_cipher, redirect_uri, expires_at)
       values ($1, 'ended', '', '', '', '', $2), ($1, 'open', '', '', '', '', $2::timestamptz + interval '1 ms')`,
      { bind: [tenantId, AT] },
    );
    const run = await keepHouse();
    expect(run.metadata.result).toEqual({
      removed: { facts: 0, metrics: 0, corrections: 1, notices: 1, signIns: 0, audit: 1, tokenLedger: 1, jobRuns: 1 },
    });
    expect(await ask('select began_at from token_ledger where tenant_id = $1 and version = 9')).toHaveLength(1);
    expect(await ask('select state_hash from consent_requests where tenant_id = $1')).toEqual([{ state_hash: 'open' }]);
    const left = await Promise.all(runs.map(async ({ id }) => (await findJobRun(db, id)) !== null));
    expect(left).toEqual([false, true, true, true]);
  });

  it('removes sessions, links and invitations that open nothing any more, and people whom no company knows', async () => {
    const { tenantId, db } = seller;
    await query(
      db,
      `insert into users (id, name, email, created_at)
       select gen_random_uuid(), name, name || '@example.com', $1::timestamptz - age
       from (values ('member', interval '1 day'), ('newcomer', '23 hours'), ('stranger', '1 day')) as people (name, age)`,
      { bind: [AT] },
    );
    const one = `from users u, (values ('ended', $1::timestamptz), ('open', $1::timestamptz + interval '1 ms')) as s (name, at)
       where u.name = 'member'`;
    await query(
      db,
      `insert into members select $1::uuid, id, 'owner', $2::timestamptz from users where name = 'member'`,
      {
        bind: [tenantId, AT],
      },
    );
    await query(
      db,
      `insert into user_sessions (id, user_id, token, expires_at) select gen_random_uuid(), u.id, s.name, s.at ${one}`,
      { bind: [AT] },
    );
    await query(
      db,
      `insert into user_verifications (id, value, identifier, expires_at)
       select gen_random_uuid(), u.id::text, s.name, s.at ${one}`,
      { bind: [AT] },
    );
    await query(
      db,
      `insert into invitations (tenant_id, invitation_id, email, role, token_hash, created_at, expires_at)
       select $2::uuid, gen_random_uuid(), s.name || '@example.com', 'viewer', s.name, $1::timestamptz, s.at ${one}`,
      { bind: [AT, tenantId] },
    );
    const run = await keepHouse();
    expect(run.metadata.result).toMatchObject({ removed: { signIns: 4 } });
    expect(await query(db, 'select name from users order by name')).toEqual([{ name: 'member' }, { name: 'newcomer' }]);
    expect(await query(db, 'select token from user_sessions')).toEqual([{ token: 'open' }]);
    expect(await query(db, 'select identifier from user_verifications')).toEqual([{ identifier: 'open' }]);
    expect(await query(db, 'select token_hash from invitations')).toEqual([{ token_hash: 'open' }]);
  });
});
