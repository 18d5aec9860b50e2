import { randomBytes } from 'node:crypto';
import { createDatabase, type Database } from '../connect.ts';
import { openTestServer } from './open-test-server.ts';
import { copyTemplate } from './template-database.ts';
import { urlOfDatabase, withServer } from './with-server.ts';

export interface TestDatabase {
  readonly db: Database;
  /** for a second pool, or for another process */
  readonly url: string;
  /** Closes `db` and removes the database, whoever is still connected to it. */
  drop(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** true = without any table, as a new server has it; for tests of the migrations */
  empty?: boolean;
  /** connections of `db`; 5 when left out */
  poolMax?: number;
}

/** A database of its own for one test file, with every migration applied. */
export async function createTestDatabase({
  empty = false,
  poolMax = 5,
}: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const server = await openTestServer();
  const name = `pulso_test_${Date.now()}_${randomBytes(6).toString('hex')}`;
  await withServer(server.url, async (client) => {
    if (empty) await client.query(`create database ${name} template template0`);
    else await copyTemplate(client, server.url, name);
  });
  const url = urlOfDatabase(server.url, name);
  const db = createDatabase({ url, poolMax, applicationName: 'pulso-test' });
  return {
    db,
    url,
    drop: async () => {
      await db.close();
      await withServer(server.url, (client) => client.query(`drop database if exists ${name} with (force)`));
      await server.close();
    },
  };
}
