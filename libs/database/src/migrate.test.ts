import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assertSchemaCurrent } from './assert-schema-current.ts';
import { createDatabase } from './connect.ts';
import { migrate } from './migrate.ts';
import { type Migration, sqlMigration } from './migration.ts';
import { migrationStatus } from './migration-status.ts';
import { migrations as ours } from './migrations/index.ts';
import { query } from './query.ts';
import { createTestDatabase, type TestDatabase } from './testing/index.ts';

const first = sqlMigration({ name: '1-first', up: 'create table first (n int)', down: 'drop table first' });
const second = sqlMigration({
  name: '2-second',
  up: 'create table second (n int); insert into second values (1)',
  down: 'drop table second',
});
const broken: Migration = {
  name: '3-broken',
  up: async ({ sequelize, transaction }) => {
    await sequelize.query('create table half (n int)', { transaction });
    throw new Error('the disk is full');
  },
  down: async () => {},
};

describe('migrations', () => {
  let test: TestDatabase;

  beforeEach(async () => {
    test = await createTestDatabase({ empty: true, poolMax: 1 });
  });

  afterEach(async () => {
    await test.drop();
  });

  it('two processes that migrate at once apply each migration once', async () => {
    const other = createDatabase({ url: test.url, poolMax: 1, applicationName: 'other' });
    const [mine, theirs] = await Promise.all([migrate(test.db, [first, second]), migrate(other, [first, second])]);
    await other.close();
    expect([...mine, ...theirs].sort()).toEqual(['1-first', '2-second']);
    expect(await query(test.db, 'select n from second')).toEqual([{ n: 1 }]);
  });

  it('a second call finds nothing to do', async () => {
    expect(await migrate(test.db, [first])).toEqual(['1-first']);
    expect(await migrate(test.db, [first])).toEqual([]);
    expect(await migrate(test.db, [first, second])).toEqual(['2-second']);
  });

  it('a migration that fails leaves neither its tables nor its record, and keeps what came before it', async () => {
    await expect(migrate(test.db, [first, broken])).rejects.toThrow(/the disk is full/);
    expect(await migrationStatus(test.db, [first, broken])).toEqual({
      applied: ['1-first'],
      pending: ['3-broken'],
      unknown: [],
    });
    expect(await query(test.db, `select to_regclass('half') as half`)).toEqual([{ half: null }]);
  });

  describe('when a table is in use', () => {
    const change = sqlMigration({
      name: '4-change',
      up: 'create table side (n int); alter table first add column m int',
      down: 'alter table first drop column m; drop table side',
    });
    let holder: pg.Client;

    beforeEach(async () => {
      await migrate(test.db, [first]);
      holder = new pg.Client({ connectionString: test.url });
      await holder.connect();
      // A report that takes its time.
      await holder.query('begin; select from first');
    });
    afterEach(() => holder.end());

    it('a migration lets others have their turn and comes back until it is free', async () => {
      const tries: number[] = [];
      const betweenTries = async () => {
        // Nothing is left waiting for the table, which would keep every reader waiting behind it.
        const waiting = await query(test.db, `select from pg_locks where relation = 'first'::regclass and not granted`);
        tries.push(waiting.length);
        if (tries.length === 2) await holder.query('commit');
      };
      expect(await migrate(test.db, [first, change], { timeout_ms: 20, tries: 5, betweenTries })).toEqual(['4-change']);
      expect(tries).toEqual([0, 0]);
      expect(await query(test.db, 'select n, m from first')).toEqual([]);
    });

    it('a migration gives up at last, says how to find who holds it, and leaves nothing behind', async () => {
      const patience = { timeout_ms: 20, tries: 2, betweenTries: () => Promise.resolve() };
      await expect(migrate(test.db, [first, change], patience)).rejects.toMatchObject({
        code: 'database_unavailable',
        message: expect.stringMatching(/somebody else holds.*pg_stat_activity/),
      });
      expect(await migrationStatus(test.db, [first, change])).toMatchObject({ pending: ['4-change'] });
      expect(await query(test.db, `select to_regclass('side') as side`)).toEqual([{ side: null }]);
    });
  });

  it('an empty database has everything pending, and asking changes nothing', async () => {
    expect(await migrationStatus(test.db, [first])).toEqual({ applied: [], pending: ['1-first'], unknown: [] });
    expect(await query(test.db, `select to_regclass('schema_migrations') as records`)).toEqual([{ records: null }]);
  });

  it('a database that lacks a migration stops the program and names the command', async () => {
    await migrate(test.db, [first]);
    await expect(assertSchemaCurrent(test.db, [first, second])).rejects.toMatchObject({
      code: 'schema_behind',
      message: expect.stringContaining('pulso db migrate'),
    });
    await expect(assertSchemaCurrent(test.db, [first])).resolves.toBeUndefined();
  });

  it('a migration of a newer build is reported as unknown and stops nobody', async () => {
    await migrate(test.db, [first, second]);
    expect(await migrationStatus(test.db, [first])).toEqual({
      applied: ['1-first'],
      pending: [],
      unknown: ['2-second'],
    });
    await expect(assertSchemaCurrent(test.db, [first])).resolves.toBeUndefined();
  });

  it('every migration of this build can be taken back, newest first, and applied again', async () => {
    const tables = `select relname from pg_class where relnamespace = 'public'::regnamespace
                    and relkind in ('r', 'p', 'v', 'm', 'S') and relname <> 'schema_migrations' order by 1`;
    await migrate(test.db);
    const made = await query(test.db, tables);
    for (const migration of ours.toReversed()) {
      await test.db.sequelize.transaction((transaction) =>
        migration.down({ sequelize: test.db.sequelize, transaction }),
      );
    }
    expect(await query(test.db, tables)).toEqual([]);
    await query(test.db, 'delete from schema_migrations');
    expect(await migrate(test.db)).toEqual(ours.map((migration) => migration.name));
    expect(await query(test.db, tables)).toEqual(made);
    expect(made.length).toBeGreaterThan(0);
  });
});
