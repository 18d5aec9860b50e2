import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from './connect.ts';
import { query } from './query.ts';
import { read } from './read.ts';
import { createTestDatabase, startDatabaseLine, type TestDatabase } from './testing/index.ts';

describe('a statement that only reads', () => {
  let test: TestDatabase;

  beforeAll(async () => {
    test = await createTestDatabase({ empty: true });
  });
  afterAll(() => test.drop());

  const open = (url = test.url) => createDatabase({ url, poolMax: 1, applicationName: 'pulso-api' });

  it('gives the rows that every other statement gives, on a connection that lives in UTC', async () => {
    const sql = `select 12.30::numeric(14,2) as money, 9007199254740993::bigint as large, date '2026-11-19' as day,
                   timestamptz '2026-11-19T23:30:00-03:00' as instant, true as yes, $1::int as none, $2::text[] as list,
                   $3::timestamptz as bound, current_setting('TimeZone') as zone, $4 as text`;
    const bind = [null, ['a', 'b,"c'], new Date('2026-03-01T00:00:00.123Z'), `'; drop table sales; -- $1`];
    const rows = await read(test.db, sql, bind);
    expect(rows).toEqual(await query(test.db, sql, { bind }));
    expect(rows[0]).toMatchObject({ money: '12.30', day: '2026-11-19', zone: 'UTC' });
    expect(await read(test.db, `select '$$' as dollars`)).toEqual([{ dollars: '$$' }]);
  });

  it('takes a character that the database cannot hold for text that is found nowhere', async () => {
    expect(await read(test.db, `select strpos('abc', $1) as place`, ['\0'])).toEqual([{ place: 0 }]);
  });

  it('is planned once for a connection when it has a name, and gives the same rows', async () => {
    const db = open();
    const sql = 'select $1::int + 1 as next';
    expect(await read(db, sql, [1])).toEqual([{ next: 2 }]);
    expect(await read(db, { name: 'next number', text: sql }, [1])).toEqual([{ next: 2 }]);
    expect(await read(db, { name: 'next number', text: sql }, [5])).toEqual([{ next: 6 }]);
    const kept = await read(
      db,
      'select name, (generic_plans + custom_plans)::int as plans from pg_prepared_statements',
    );
    expect(kept).toEqual([{ name: 'next number', plans: 2 }]);
    await db.close();
  });

  it('gives its connection back, whether it went well or not', async () => {
    const db = open();
    await expect(read(db, 'select nonsense')).rejects.toMatchObject({ code: '42703' });
    expect(await read(db, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(await read(db, 'select 2 as two')).toEqual([{ two: 2 }]);
    await db.close();
  });

  it('that loses its connection is "database unavailable" once, and the next one gets another', async () => {
    const db = open();
    const [own] = await read<{ pid: number }>(db, 'select pg_backend_pid() as pid');
    const waiting = read(db, 'select pg_sleep(60)').catch((error: unknown) => error);
    await query(test.db, 'select pg_terminate_backend($1, 5000)', { bind: [own?.pid] });
    expect(await waiting).toMatchObject({ code: 'database_unavailable' });
    expect(await read(db, 'select 1 as one')).toEqual([{ one: 1 }]);
    await db.close();
  });

  it('finds a line that was cut, and the one that is there again', async () => {
    const line = await startDatabaseLine(test.url);
    const db = open(line.url);
    expect(await read(db, 'select 1 as one')).toEqual([{ one: 1 }]);
    const waiting = read(db, 'select pg_sleep(60)').catch((error: unknown) => error);
    line.cut();
    expect(await waiting).toMatchObject({ code: 'database_unavailable' });
    await expect(read(db, 'select 1')).rejects.toMatchObject({ code: 'database_unavailable' });
    line.restore();
    expect(await read(db, 'select 1 as one')).toEqual([{ one: 1 }]);
    await db.close();
    await line.close();
  });
});
