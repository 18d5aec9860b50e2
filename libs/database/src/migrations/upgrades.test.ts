import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { query } from '../query.ts';
import { findBreakingChanges } from '../testing/find-breaking-changes.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { migrations } from './index.ts';

/** The last that wrote a table of facts anew, before there was a version. */
const LAST_REWRITE = '20261124T100000-partition-listing-metrics';
/** The schema of the first version: from the next migration on the version before works on while a new one comes. */
const FIRST_VERSION = '20261128T150100-keep-token-ledger';
/** Tables that are as large as a seller's history. */
const LARGE = [
  'orders',
  'order_lines',
  'order_payments',
  'shipments',
  'listing_visits',
  'account_visits',
  'listing_sightings',
  'listings',
  'listing_metrics_daily_2026_11',
  'account_metrics_daily',
  'job_logs',
];
const ID = '11111111-1111-4111-8111-111111111111';

describe('an upgrade', () => {
  let test: TestDatabase;
  const run = (sql: string, bind: unknown[] = []) => query(test.db, sql, { bind });

  beforeAll(async () => {
    test = await createTestDatabase({ empty: true, poolMax: 1 });
    const baseline = migrations.findIndex(({ name }) => name === LAST_REWRITE) + 1;
    await migrate(test.db, migrations.slice(0, baseline));
    for (const sql of [
      `insert into tenants (tenant_id, name, created_at) values ($1, 'A', now())`,
      `insert into connections (tenant_id, connection_id, seller_id, site_id, currency, status, status_at, created_at)
       values ($1, $1, 1, 'MLB', 'BRL', 'active', now(), now())`,
      `insert into listings (tenant_id, listing_id, connection_id, access) values ($1, 'MLB1', $1, 'readable')`,
      `insert into listing_sightings (tenant_id, listing_id, day, price) values ($1, 'MLB1', '2026-11-20', 1)`,
      `insert into listing_visits (tenant_id, listing_id, day, visits, read_at) values ($1, 'MLB1', '2026-11-20', 1, now())`,
      `insert into account_visits (tenant_id, connection_id, day, visits, read_at) values ($1, $1, '2026-11-20', 1, now())`,
      `insert into orders (tenant_id, order_id, connection_id, status, date_created, last_updated, currency, content_hash, read_at)
       values ($1, 1, $1, 'paid', now(), now(), 'BRL', '', now())`,
      `insert into order_lines (tenant_id, order_id, line_no, listing_id, quantity, unit_price) values ($1, 1, 1, 'MLB1', 1, 1)`,
      `insert into order_payments (tenant_id, order_id, payment_id, status) values ($1, 1, 1, 'approved')`,
      `insert into shipments (tenant_id, shipment_id, connection_id, read_at) values ($1, 1, $1, now())`,
      `insert into job_logs (id, tenant_id, job_type, status, trigger, created_at) values ($1, $1, 'x', 'SUCCESS', 'cli', now())`,
    ]) {
      await run(sql, [ID]);
    }
    await run(
      `create table listing_metrics_daily_2026_11 partition of listing_metrics_daily for values from ('2026-11-01') to ('2026-12-01')`,
    );
    const zeros = '0, 0, 0, 0, 0, 0, 0';
    await run(
      `insert into listing_metrics_daily (tenant_id, listing_id, date, connection_id, orders, units, gmv, cancelled_orders, cancelled_units,
         cancelled_amount, refunded_amount, provisional, rebuilt_at) values ($1, 'MLB1', '2026-11-20', $1, ${zeros}, true, now())`,
      [ID],
    );
    await run(
      `insert into account_metrics_daily (tenant_id, connection_id, date, orders, purchases, units, gmv, cancelled_orders, cancelled_units,
         cancelled_amount, refunded_amount, listings_expected, listings_with_visits, provisional, rebuilt_at)
       values ($1, $1, '2026-11-20', ${zeros}, 0, 1, 1, true, now())`,
      [ID],
    );
  });
  afterAll(() => test.drop());

  /** Where a table's file and its one row lie, and who wrote the row. */
  async function placesOf(tables: readonly string[]): Promise<Record<string, unknown>> {
    const places: Record<string, unknown> = {};
    for (const table of tables) {
      const [place] = await run(
        `select pg_relation_filenode('${table}')::text as file, (select concat_ws(' ', ctid, xmin) from ${table}) as row`,
      );
      places[table] = place;
    }
    return places;
  }

  it('writes neither a large table nor a row of one anew', async () => {
    const before = await placesOf(LARGE);
    for (const table of LARGE)
      expect(before[table], table).toEqual({ file: expect.any(String), row: expect.any(String) });
    expect((await migrate(test.db)).length).toBeGreaterThan(10);
    expect(await placesOf(LARGE)).toEqual(before);
  });

  it('takes nothing away from the version before, unless it says that no version uses it any more', () => {
    const names = migrations.map(({ name }) => name);
    expect(names).toContain(FIRST_VERSION);
    const faults = names.slice(names.indexOf(FIRST_VERSION) + 1).flatMap((name) => {
      const sql = readFileSync(join(import.meta.dirname, `${name}.sql`), 'utf8');
      return findBreakingChanges(sql).map((statement) => `${name}: ${statement}`);
    });
    expect(faults).toEqual([]);
  });

  it.each([
    ['a column that goes', 'alter table stale_days drop column sales_only'],
    ['a table that goes', 'create table a (n int); drop table b'],
    ['a view that goes', 'drop view order_verdicts'],
    ['another name', 'alter table a rename column b to c'],
    ['another type', 'alter table a alter column b type bigint'],
    ['a column that may no longer be empty', 'alter table a alter column b set not null'],
    ['a column that old writers do not fill', 'alter table a add column b int not null'],
  ])('would be stopped by %s', (_, sql) => {
    expect(findBreakingChanges(sql)).toHaveLength(1);
    expect(findBreakingChanges(`-- contract: b is not read since 0.3.0\n${sql}`)).toEqual([]);
  });

  it.each([
    ['a column that may be empty', 'alter table a add column b int'],
    ['a column with a value for old writers', 'alter table a add column b int not null default 0'],
    ['a new table', '-- drop column of the old one later\ncreate table a (b int not null)'],
    ['a view that is made anew', 'drop view order_verdicts; create view order_verdicts as select 1'],
    ['an index', 'drop index a; create index a on b (c)'],
  ])('is not stopped by %s', (_, sql) => {
    expect(findBreakingChanges(sql)).toEqual([]);
  });
});
