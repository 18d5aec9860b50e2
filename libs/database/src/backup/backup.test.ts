import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../connect.ts';
import { migrate } from '../migrate.ts';
import { migrationStatus } from '../migration-status.ts';
import { migrations } from '../migrations/index.ts';
import { query } from '../query.ts';
import { hasTenantWall } from '../tenant-wall/has-tenant-wall.ts';
import { createTestDatabase, readWholeTables, type TestDatabase, withServer } from '../testing/index.ts';
import { backUpDatabase } from './back-up-database.ts';
import { restoreDatabase } from './restore-database.ts';

const [TENANT, SELLER] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
const NASTY = 'tab\t newline\n carriage\r backslash\\ end\\.\n\\.\n null\\N ção 😀 \'"';

/** One row at least of each kind of value that the tables hold. */
async function fill(db: Database): Promise<void> {
  const run = (sql: string, bind?: unknown[]) => query(db, sql, { bind });
  await run(`insert into tenants (tenant_id, name, created_at) values ($1, $2, '2026-11-20T12:00:00.123456Z')`, [
    TENANT,
    NASTY,
  ]);
  await run(
    `insert into connections (tenant_id, connection_id, seller_id, site_id, currency, status, status_at, created_at)
     values ($1, $2, 9007199254740993, 'MLB', 'BRL', 'active', 'infinity', now())`,
    [TENANT, SELLER],
  );
  await run(
    `insert into source_coverage (tenant_id, connection_id, source, covered)
     values ($1, $2, 'orders', '{[2026-01-01,2026-02-01),[2026-03-01,)}')`,
    [TENANT, SELLER],
  );
  await run(
    `insert into orders (tenant_id, order_id, connection_id, status, date_created, last_updated, currency, total_amount, tags,
       content_hash, read_at) values ($1, 1, $2, 'paid', now(), now(), 'BRL', 0.10000, array['a,b', '', $3], '', now())`,
    [TENANT, SELLER, NASTY],
  );
  await run(
    'insert into stale_days (tenant_id, first_day, last_day) select $1, current_date, current_date from generate_series(1, 3)',
    [TENANT],
  );
  await run('delete from stale_days where note_id = 3');
  await run(
    `insert into metrics_corrections (tenant_id, date, connection_id, corrected_at, old) values ($1, current_date, $2, now(), $3)`,
    [TENANT, SELLER, JSON.stringify({ text: NASTY, none: null })],
  );
  for (const month of ['2026-10-01', '2026-11-01']) await run('select make_listing_metrics_month($1)', [month]);
  await run(
    `insert into listing_metrics_daily (tenant_id, listing_id, date, connection_id, orders, units, gmv, cancelled_orders, cancelled_units,
       cancelled_amount, refunded_amount, provisional, rebuilt_at)
     select $1, 'MLB1', date '2026-10-15' + n, $2, 1, 2, 12.30, 0, 0, 0, 0, n > 28, now() from generate_series(0, 30) n`,
    [TENANT, SELLER],
  );
}

describe('a backup of the database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pulso-backup-'));
  const file = join(folder, 'whole.gz');
  const opened: TestDatabase[] = [];
  let source: TestDatabase;

  async function open(options: { empty?: boolean } = {}): Promise<TestDatabase> {
    const database = await createTestDatabase({ poolMax: 2, ...options });
    opened.push(database);
    return database;
  }
  const rowsIn = async ({ db }: TestDatabase) => Object.values(await readWholeTables(db)).flat();
  const restore = ({ db, url }: TestDatabase, from = file) => restoreDatabase(db, { url, file: from });

  beforeAll(async () => {
    source = await createTestDatabase({ poolMax: 2 });
    await fill(source.db);
    await backUpDatabase({ url: source.url, file });
  });
  afterEach(async () => {
    for (const database of opened.splice(0)) await database.drop();
  });
  afterAll(async () => {
    await source.drop();
    rmSync(folder, { recursive: true });
  });

  it('makes of an empty database the same one, cell by cell, with its wall, its counters and its triggers', async () => {
    const target = await open({ empty: true });
    const { tables, rows } = await restore(target);
    const whole = await readWholeTables(source.db);
    expect(await readWholeTables(target.db)).toEqual(whole);
    expect(rows).toBe(Object.entries(whole).flatMap(([name, all]) => (/_20\d\d_/.test(name) ? [] : all)).length);
    expect(tables).toBeGreaterThan(25);
    expect(await hasTenantWall(target.db)).toBe(true);
    expect(await migrationStatus(target.db)).toMatchObject({ pending: [], unknown: [] });
    const note =
      'insert into stale_days (tenant_id, first_day, last_day) values ($1, current_date, current_date) returning note_id';
    expect(await query(target.db, note, { bind: [TENANT] })).toEqual([{ note_id: '4' }]);
    const looks = () => query<{ changes: number }>(target.db, 'select changes from schedule_looks');
    const [before] = await looks();
    await query(target.db, 'update tenants set paused_at = now()');
    expect(await looks()).toEqual([{ changes: (before?.changes ?? 0) + 1 }]);
  });

  it('is of one instant, whatever is written while it is made, and nothing of it is there before it is whole', async () => {
    const during = join(folder, 'during.gz');
    const isWaiting = async () =>
      (
        await query(
          source.db,
          `select 1 from pg_stat_activity where datname = current_database() and application_name = 'pulso backup' and wait_event_type = 'Lock'`,
        )
      ).length > 0;
    const before = await readWholeTables(source.db);
    const later = '33333333-3333-4333-8333-333333333333';
    await withServer(source.url, async (writer) => {
      // Tenants have been copied when the backup comes to this table.
      await writer.query('begin; lock table connections in access exclusive mode');
      const backup = backUpDatabase({ url: source.url, file: during });
      await expect.poll(isWaiting).toBe(true);
      expect(readdirSync(folder).filter((name) => name === 'during.gz')).toEqual([]);
      await writer.query(`insert into tenants (tenant_id, name, created_at) values ('${later}', 'B', now());
        insert into connections (tenant_id, connection_id, seller_id, site_id, currency, status, status_at, created_at)
        values ('${later}', '${later}', 2, 'MLB', 'BRL', 'active', now(), now()); commit`);
      await backup;
      await writer.query(`delete from tenants where tenant_id = '${later}'`);
    });
    const target = await open({ empty: true });
    await restore(target, during);
    expect(await readWholeTables(target.db)).toEqual(before);
  });

  it('is for its owner alone, and never takes the place of another file', async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const bytes = readFileSync(file);
    await expect(backUpDatabase({ url: source.url, file })).rejects.toMatchObject({ code: 'invalid_input' });
    expect(readFileSync(file)).toEqual(bytes);
    const nowhere = join(folder, 'no such folder', 'x.gz');
    await expect(backUpDatabase({ url: source.url, file: nowhere })).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining(nowhere),
    });
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('that is half, damaged or none is refused, and the database stays empty and fit for a whole one', async () => {
    const target = await open({ empty: true });
    const bytes = readFileSync(file);
    const text = gunzipSync(bytes).toString();
    const lines = text.split('\n');
    const flipped = Buffer.from(bytes);
    flipped[Math.floor(bytes.length / 2)] = (flipped[Math.floor(bytes.length / 2)] ?? 0) ^ 0x10;
    const counted = JSON.parse(lines.at(-2) ?? '');
    counted.rows.tenants += 1;
    const broken: Record<string, Buffer> = {
      'cut in its compression': bytes.subarray(0, Math.floor(bytes.length * 0.7)),
      'cut in its last bytes': bytes.subarray(0, -4),
      'cut in its rows': gzipSync(text.slice(0, Math.floor(text.length * 0.7))),
      'cut before its last line': gzipSync(`${lines.slice(0, -2).join('\n')}\n`),
      'with a row less than it counted': gzipSync([...lines.slice(0, -2), JSON.stringify(counted), ''].join('\n')),
      'with more behind its end': gzipSync(`${text}more\n`),
      'with a bit that is another': flipped,
      'that is some other text': Buffer.from('a letter\n'),
      'that is other lines': gzipSync('{"format":"letter"}\n'),
      'that is empty': Buffer.alloc(0),
    };
    for (const [what, content] of Object.entries(broken)) {
      const half = join(folder, 'broken.gz');
      writeFileSync(half, content);
      await expect(restore(target, half), what).rejects.toMatchObject({ code: 'invalid_input' });
      expect(await rowsIn(target), what).toEqual([]);
    }
    await expect(restore(target, join(folder, 'not there.gz'))).rejects.toMatchObject({ code: 'invalid_input' });
    await restore(target);
    expect(await readWholeTables(target.db)).toEqual(await readWholeTables(source.db));
  });

  it('is not put into a database that holds a row', async () => {
    const target = await open();
    await query(target.db, `insert into call_budgets values ('app', 'visits', now())`);
    const before = await rowsIn(target);
    await expect(restore(target)).rejects.toMatchObject({
      code: 'configuration',
      message: expect.stringMatching(/holds rows already.*call_budgets.*empty database/),
    });
    expect(await rowsIn(target)).toEqual(before);
  });

  it('of an older schema is restored with its own tables, and the migrations that follow find its rows', async () => {
    const old = await open({ empty: true });
    const older = migrations.slice(0, -2);
    await migrate(old.db, older);
    await query(old.db, `insert into tenants (tenant_id, name, created_at) values ($1, 'A', now())`, {
      bind: [TENANT],
    });
    const of = join(folder, 'older.gz');
    await backUpDatabase({ url: old.url, file: of });
    const current = await open();
    await expect(restore(current, of)).rejects.toMatchObject({
      code: 'configuration',
      message: expect.stringMatching(/another version.*empty database/),
    });
    const target = await open({ empty: true });
    await restore(target, of);
    expect(await migrate(target.db)).toEqual(migrations.slice(-2).map(({ name }) => name));
    expect(await query(target.db, 'select name from tenants')).toEqual([{ name: 'A' }]);
  });

  it('of a newer version is refused before anything is made', async () => {
    const [header = '', ...rest] = gunzipSync(readFileSync(file)).toString().split('\n');
    const described = JSON.parse(header);
    const target = await open({ empty: true });
    for (const newer of [
      { ...described, version: 2, somethingNew: true },
      { ...described, migrations: [...described.migrations, '20991231T000000-of-the-future'] },
    ]) {
      const of = join(folder, 'newer.gz');
      writeFileSync(of, gzipSync([JSON.stringify(newer), ...rest].join('\n')));
      await expect(restore(target, of)).rejects.toThrow(/newer version of Pulso/);
    }
    expect(await readWholeTables(target.db)).toEqual({});
  });

  it('is refused to a user for whom rules hide rows, and of a database without Pulso', async () => {
    const user = `pulso_test_${randomBytes(6).toString('hex')}`;
    await query(source.db, `create role ${user} login password '${user}'`);
    try {
      await query(source.db, `grant select on all tables in schema public to ${user}`);
      const url = new URL(source.url);
      url.username = user;
      url.password = user;
      await expect(backUpDatabase({ url: url.href, file: join(folder, 'hidden.gz') })).rejects.toMatchObject({
        code: 'configuration',
        message: expect.stringContaining('the user that owns the tables'),
      });
    } finally {
      await query(source.db, `drop owned by ${user}`);
      await query(source.db, `drop role ${user}`);
    }
    const empty = await open({ empty: true });
    const nothing = backUpDatabase({ url: empty.url, file: join(folder, 'nothing.gz') });
    await expect(nothing).rejects.toMatchObject({ code: 'schema_behind' });
  });
});
