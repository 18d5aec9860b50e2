import { openTestServer, type TestServer } from './open-test-server.ts';
import { withServer } from './with-server.ts';

/** Keeps the server running from the first to the last test of a run, so that not every test file starts one. */
export async function keepTestServer(): Promise<TestServer> {
  const server = await openTestServer();
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
