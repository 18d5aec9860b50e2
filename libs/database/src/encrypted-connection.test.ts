import { chownSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from './connect.ts';
import { type EmbeddedPostgres, openEmbeddedPostgres } from './embedded/open-embedded-postgres.ts';
import { waitFor } from './embedded/wait-for.ts';
import { query } from './query.ts';
import { makeDataDir } from './testing/embedded/make-data-dir.ts';
import { makeCertificate } from './testing/make-certificate.ts';
import { withServer } from './testing/with-server.ts';

describe('a connection with sslmode=verify-full', () => {
  const { dataDir, remove } = makeDataDir();
  let server: EmbeddedPostgres;

  const loadTime = () =>
    withServer(
      server.url,
      async (client) => (await client.query<{ at: string }>('select pg_conf_load_time()::text as at')).rows[0]?.at,
    );

  /** Gives the server a certificate; returns when new connections meet it. */
  async function serveWith({ certificate, key }: { certificate: string; key: string }): Promise<void> {
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
  }

  /** Connects as an operator would configure it; returns whether the server calls the connection encrypted. */
  async function isEncrypted(parameters: string): Promise<boolean | undefined> {
    const db = createDatabase({ url: `${server.url}?${parameters}`, poolMax: 1, applicationName: 'test' });
    try {
      const sql = 'select ssl from pg_stat_ssl where pid = pg_backend_pid()';
      return (await query<{ ssl: boolean }>(db, sql))[0]?.ssl;
    } finally {
      await db.close();
    }
  }

  function authorityFile({ certificate }: { certificate: string }): string {
    const file = join(dataDir, 'authority with space.pem');
    writeFileSync(file, certificate);
    return `sslmode=verify-full&sslrootcert=${encodeURIComponent(file)}`;
  }

  beforeAll(async () => {
    server = await openEmbeddedPostgres({ dataDir, durable: false });
  });

  afterAll(async () => {
    await server.close();
    remove();
  });

  it('is refused by a server without encryption, instead of being made in the clear', async () => {
    const parameters = authorityFile(makeCertificate('127.0.0.1'));
    await expect(isEncrypted(parameters)).rejects.toThrow(/does not support SSL/);
  });

  it('is encrypted when the authority of the CA file vouches for the server', async () => {
    const right = makeCertificate('127.0.0.1');
    await serveWith(right);
    expect(await isEncrypted(authorityFile(right))).toBe(true);
    expect(await isEncrypted('sslmode=disable')).toBe(false);
  });

  it('is refused when the certificate comes from another authority', async () => {
    await serveWith(makeCertificate('127.0.0.1'));
    await expect(isEncrypted(authorityFile(makeCertificate('127.0.0.1')))).rejects.toMatchObject({
      code: 'database_unavailable',
      message: expect.stringMatching(/self-signed certificate|unable to verify/),
    });
  });

  it('is refused when the certificate is for another host', async () => {
    const elsewhere = makeCertificate('127.0.0.2');
    await serveWith(elsewhere);
    await expect(isEncrypted(authorityFile(elsewhere))).rejects.toThrow(/not in the cert|does not match/);
  });

  it('is a fault of the configuration when the CA file does not exist, and the message names it', async () => {
    await expect(isEncrypted('sslmode=verify-full&sslrootcert=/nowhere/ca.pem')).rejects.toMatchObject({
      code: 'configuration',
      message: expect.stringContaining('/nowhere/ca.pem'),
    });
  });
});
