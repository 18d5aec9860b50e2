import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from './connect.ts';
import { query } from './query.ts';
import { createTestDatabase, type TestDatabase } from './testing/index.ts';
import { isInTransaction, withTransaction } from './with-transaction.ts';

describe('the database connection', () => {
  let test: TestDatabase;

  beforeAll(async () => {
    test = await createTestDatabase({ empty: true });
    await query(test.db, 'create table sales (n int primary key, day date)');
  });

  afterAll(async () => {
    await test.drop();
  });

  const open = (options: { url?: string; statementTimeout_ms?: number } = {}) =>
    createDatabase({ url: test.url, poolMax: 1, applicationName: 'pulso-api', ...options });

  it('hands out money, large numbers and days as text, and instants as dates', async () => {
    const [row] = await query(
      test.db,
      `select 12.30::numeric(14,2) as money, 9007199254740993::bigint as large, date '2026-11-19' as day,
              array[date '2026-11-19'] as days, array[1.50::numeric] as amounts, null::date as no_day,
              timestamptz '2026-11-19T23:30:00-03:00' as instant, '{"a":[1]}'::jsonb as facts`,
    );
    expect(row).toEqual({
      money: '12.30',
      large: '9007199254740993',
      day: '2026-11-19',
      days: ['2026-11-19'],
      amounts: ['1.50'],
      no_day: null,
      instant: new Date('2026-11-20T02:30:00Z'),
      facts: { a: [1] },
    });
  });

  it('binds values without reading them: instants, lists, null and quotes', async () => {
    const instant = new Date('2026-03-01T00:00:00.123Z');
    const rows = await query(
      test.db,
      'select $1::timestamptz as instant, $2::text[] as list, $3::int as none, $4 as text',
      {
        bind: [instant, ['a', 'b,"c'], null, `'; drop table sales; -- $1`],
      },
    );
    expect(rows).toEqual([{ instant, list: ['a', 'b,"c'], none: null, text: `'; drop table sales; -- $1` }]);
  });

  it('gives the rows that an insert or update returns', async () => {
    expect(await query(test.db, 'insert into sales (n) values (1), (2) returning n')).toEqual([{ n: 1 }, { n: 2 }]);
    expect(await query(test.db, `update sales set day = '2026-11-19' where n = 1 returning day`)).toEqual([
      { day: '2026-11-19' },
    ]);
    expect(await query(test.db, 'delete from sales')).toEqual([]);
  });

  it('lives in UTC whatever the zone of the machine, and carries its name', async () => {
    const db = open();
    expect(
      await query(db, `select current_setting('TimeZone') as zone, current_setting('application_name') as name`),
    ).toEqual([{ zone: 'UTC', name: 'pulso-api' }]);
    await db.close();
  });

  it('ends a statement that takes longer than allowed', async () => {
    const db = open({ statementTimeout_ms: 50 });
    await expect(query(db, 'select pg_sleep(60)')).rejects.toMatchObject({ original: { code: '57014' } });
    await db.close();
  });

  it('keeps nothing of a transaction that fails, and everything of one that ends well', async () => {
    const failing = withTransaction(test.db, async (transaction) => {
      await query(test.db, 'insert into sales (n) values (10)', { transaction });
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    await withTransaction(test.db, (transaction) =>
      query(test.db, 'insert into sales (n) values (11)', { transaction }),
    );
    expect(await query(test.db, 'select n from sales')).toEqual([{ n: 11 }]);
  });

  it('runs a transaction at the isolation that is asked for', async () => {
    const level = (isolation?: 'repeatable read' | 'serializable') =>
      withTransaction(
        test.db,
        (transaction) => query(test.db, `select current_setting('transaction_isolation') as level`, { transaction }),
        isolation ? { isolation } : {},
      );
    expect(await level()).toEqual([{ level: 'read committed' }]);
    expect(await level('repeatable read')).toEqual([{ level: 'repeatable read' }]);
    expect(await level('serializable')).toEqual([{ level: 'serializable' }]);
  });

  it('code can tell whether the work of a transaction called it', async () => {
    const seen = [isInTransaction()];
    await withTransaction(test.db, async () => {
      await Promise.resolve();
      seen.push(isInTransaction());
    });
    seen.push(isInTransaction());
    expect(seen).toEqual([false, true, false]);
  });

  it('a lost connection is "database unavailable" once, and the next query gets a new one', async () => {
    const db = open();
    const [own] = await query<{ pid: number }>(db, 'select pg_backend_pid() as pid');
    const waiting = query(db, 'select pg_sleep(60)').catch((error: unknown) => error);
    await query(test.db, 'select pg_terminate_backend($1, 5000)', { bind: [own?.pid] });
    expect(await waiting).toMatchObject({ code: 'database_unavailable' });
    expect(await query(db, 'select 1 as one')).toEqual([{ one: 1 }]);
    await db.close();
  });

  it('a connection lost within a transaction is "database unavailable" too', async () => {
    const db = open();
    const lost = withTransaction(db, async (transaction) => {
      const [own] = await query<{ pid: number }>(db, 'select pg_backend_pid() as pid', { transaction });
      await query(test.db, 'select pg_terminate_backend($1, 5000)', { bind: [own?.pid] });
      await query(db, 'select 1', { transaction });
    });
    await expect(lost).rejects.toMatchObject({ code: 'database_unavailable' });
    expect(await query(db, 'select 1 as one')).toEqual([{ one: 1 }]);
    await db.close();
  });

  it('nobody listening and a missing database are "database unavailable" with the reason', async () => {
    const free = createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    const address = free.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    free.close();
    await once(free, 'close');
    const reasonFor = async (change: (url: URL) => void) => {
      const url = new URL(test.url);
      change(url);
      const db = open({ url: url.href });
      const error = await query(db, 'select 1').catch((thrown: unknown) => thrown);
      await db.close();
      expect(error).toMatchObject({ code: 'database_unavailable' });
      return error instanceof Error ? error.message : '';
    };
    expect(await reasonFor((url) => (url.port = String(port)))).toContain('ECONNREFUSED');
    expect(await reasonFor((url) => (url.pathname = '/no_such_database'))).toContain('no_such_database');
  });

  it('a server that takes no writes is "database unavailable"', async () => {
    const db = open();
    await query(db, 'set default_transaction_read_only = on');
    await expect(query(db, 'insert into sales (n) values (12)')).rejects.toThrow(/accepts no writes/);
    await db.close();
  });

  it('a mistake of ours stays what it is', async () => {
    await expect(query(test.db, 'select nonsense')).rejects.toMatchObject({ original: { code: '42703' } });
  });

  it.each(['', 'localhost:5432/pulso', 'mysql://u:geheim@host/db', 'postgresql://u:geheim@host:port/db'])(
    'refuses "%s" as an address without repeating its password',
    (url) => {
      expect(() => open({ url })).toThrow(/postgresql:\/\/user:password@host/);
      expect(() => open({ url })).not.toThrow(/geheim/);
    },
  );
});
