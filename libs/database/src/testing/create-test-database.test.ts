import { describe, expect, it } from 'vitest';
import { migrationStatus } from '../migration-status.ts';
import { query } from '../query.ts';
import { createTestDatabase } from './create-test-database.ts';
import { openTestServer } from './open-test-server.ts';
import { withServer } from './with-server.ts';

describe('a test database', () => {
  it('has every migration, is alone with its rows, and is gone after the test', async () => {
    const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    expect((await migrationStatus(one.db)).pending).toEqual([]);
    expect((await migrationStatus(other.db)).pending).toEqual([]);
    await query(one.db, 'create table only_here (n int)');
    expect(await query(other.db, `select to_regclass('only_here') as found`)).toEqual([{ found: null }]);
    const names = [one, other].map(({ url }) => new URL(url).pathname.slice(1));
    await one.drop();
    await other.drop();
    const server = await openTestServer();
    const left = await withServer(server.url, (client) =>
      client.query('select datname from pg_database where datname = any($1)', [names]),
    );
    await server.close();
    expect(left.rows).toEqual([]);
  });

  it('may be empty, as a server is before its first migration', async () => {
    const test = await createTestDatabase({ empty: true });
    const status = await migrationStatus(test.db);
    await test.drop();
    expect(status.applied).toEqual([]);
    expect(status.pending.length).toBeGreaterThan(0);
  });

  it('is dropped also while another program is connected to it', async () => {
    const test = await createTestDatabase({ empty: true });
    await withServer(test.url, async (client) => {
      await test.drop();
      await expect(client.query('select 1')).rejects.toThrow();
    });
  });
});
