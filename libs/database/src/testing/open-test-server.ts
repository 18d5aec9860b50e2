import { createHash } from 'node:crypto';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedPostgres } from '../embedded/open-embedded-postgres.ts';
import { withServer } from './with-server.ts';

export interface TestServer {
  /** a database of the server, as a user that may create others */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Opens the server that the tests of this checkout share, on whatever number of processes they run:
 * the one of `PULSO_TEST_DATABASE_URL` (PostgreSQL 15 or newer, a user that may create databases), else an embedded
 * one on a folder of its own among the temporary files.
 */
export async function openTestServer(): Promise<TestServer> {
  const given = process.env.PULSO_TEST_DATABASE_URL;
  if (given) return { url: given, close: async () => {} };
  const checkout = createHash('sha256').update(`${import.meta.dirname} ${userInfo().uid}`).digest('hex').slice(0, 12);
  const server = await openEmbeddedPostgres({ dataDir: join(tmpdir(), `pulso-tests-${checkout}`), durable: false });
  await dropLeftovers(server.url);
  return server;
}

/** Databases of test runs that were killed: those made before the server's last start have no user any more. */
async function dropLeftovers(url: string): Promise<void> {
  await withServer(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select datname as name from pg_database
       where datname ~ '^pulso_test_[0-9]+_'
         and to_timestamp(split_part(datname, '_', 3)::bigint / 1000.0) < pg_postmaster_start_time()`,
    );
    for (const { name } of rows) await client.query(`drop database if exists ${name} with (force)`);
  });
}
