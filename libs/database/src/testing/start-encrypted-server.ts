import { chownSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbeddedPostgres } from '../embedded/open-embedded-postgres.ts';
import { waitFor } from '../embedded/wait-for.ts';
import { makeDataDir } from './embedded/make-data-dir.ts';
import type { Certificate } from './make-certificate.ts';
import { withServer } from './with-server.ts';

/** A PostgreSQL of its own that a test gives certificates. */
export interface EncryptedServer {
  /** without TLS parameters, by its address 127.0.0.1 */
  readonly url: string;
  /** a folder for the test's own files */
  readonly folder: string;
  /** From the moment that this returns new connections are offered this certificate. Before the first there is no encryption. */
  serveWith(certificate: Certificate): Promise<void>;
  close(): Promise<void>;
}

export async function startEncryptedServer(): Promise<EncryptedServer> {
  const { dataDir, remove } = makeDataDir();
  const server = await openEmbeddedPostgres({ dataDir, durable: false });
  const loadTime = () =>
    withServer(
      server.url,
      async (client) => (await client.query<{ at: string }>('select pg_conf_load_time()::text as at')).rows[0]?.at,
    );
  return {
    url: server.url,
    folder: dataDir,
    async serveWith({ certificate, key }) {
      const cluster = join(dataDir, 'postgres/cluster');
      const { uid, gid } = statSync(cluster);
      for (const [name, text] of Object.entries({ 'server.crt': certificate, 'server.key': key })) {
        writeFileSync(join(cluster, name), text, { mode: 0o600 });
        chownSync(join(cluster, name), uid, gid);
      }
      const before = await loadTime();
      await withServer(server.url, async (client) => {
        await client.query('alter system set ssl = on');
        await client.query('select pg_reload_conf()');
      });
      const isLoaded = async () => ((await loadTime()) === before ? null : true);
      await waitFor(isLoaded, { what: 'the certificate to be loaded', timeout_ms: 10_000 });
    },
    async close() {
      await server.close();
      remove();
    },
  };
}
