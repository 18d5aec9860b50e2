import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openEmbeddedPostgres } from '../embedded/open-embedded-postgres.ts';

export interface TestServer {
  /** a database of the server, as a user that may create others */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Opens the server that the tests of this checkout share, in whatever number of processes they run:
 * the one of `PULSO_TEST_DATABASE_URL` (PostgreSQL 15 or newer, a user that may create databases), else an embedded
 * one, which stops when its last test has ended.
 */
export async function openTestServer(): Promise<TestServer> {
  const given = process.env.PULSO_TEST_DATABASE_URL;
  if (given) return { url: given, close: async () => {} };
  const dataDir = fileURLToPath(new URL('../../../../node_modules/.cache/pulso-tests', import.meta.url));
  mkdirSync(dataDir, { recursive: true });
  return openEmbeddedPostgres({ dataDir, durable: false });
}
