import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from './connect.ts';
import { openSession } from './open-session.ts';
import { query } from './query.ts';
import { type Certificate, makeAuthority, makeCertificate } from './testing/make-certificate.ts';
import { type EncryptedServer, startEncryptedServer } from './testing/start-encrypted-server.ts';

const IS_ENCRYPTED = 'select ssl from pg_stat_ssl where pid = pg_backend_pid()';

describe('a connection with sslmode=verify-full', () => {
  let server: EncryptedServer;

  /** Connects as an operator would configure it, as a pool and as a session; returns whether the server calls both encrypted. */
  async function isEncrypted(parameters: string): Promise<boolean> {
    const url = `${server.url}?${parameters}`;
    const db = createDatabase({ url, poolMax: 1, applicationName: 'test' });
    try {
      const [pooled] = await query<{ ssl: boolean }>(db, IS_ENCRYPTED);
      const session = await openSession({ url, applicationName: 'test' });
      const { rows } = await session.query<{ ssl: boolean }>(IS_ENCRYPTED);
      await session.end();
      expect(rows[0]).toEqual(pooled);
      return pooled?.ssl ?? false;
    } finally {
      await db.close();
    }
  }

  /** What both say when they are refused: the same. */
  async function refusal(parameters: string): Promise<string> {
    const url = `${server.url}?${parameters}`;
    const db = createDatabase({ url, poolMax: 1, applicationName: 'test' });
    const pooled = await query(db, IS_ENCRYPTED).catch((error: unknown) => error);
    await db.close();
    const session = await openSession({ url, applicationName: 'test' }).catch((error: unknown) => error);
    expect(pooled).toMatchObject({ code: 'database_unavailable', message: (session as Error).message });
    return (pooled as Error).message;
  }

  function trusting({ certificate }: Certificate): string {
    const file = join(server.folder, 'authority with space.pem');
    writeFileSync(file, certificate);
    return `sslmode=verify-full&sslrootcert=${encodeURIComponent(file)}`;
  }

  beforeAll(async () => {
    server = await startEncryptedServer();
  });

  afterAll(() => server.close());

  it('is refused by a server without encryption, instead of being made in the clear', async () => {
    expect(await refusal(trusting(makeAuthority()))).toMatch(/offers no encryption; turn ssl on/);
  });

  it('is encrypted when the authority of the CA file vouches for the server', async () => {
    const authority = makeAuthority();
    await server.serveWith(makeCertificate('127.0.0.1', authority));
    expect(await isEncrypted(trusting(authority))).toBe(true);
    expect(await isEncrypted('sslmode=disable')).toBe(false);
  });

  it('is encrypted when the server is its own authority', async () => {
    const itself = makeCertificate('127.0.0.1');
    await server.serveWith(itself);
    expect(await isEncrypted(trusting(itself))).toBe(true);
  });

  it('is refused when the certificate comes from another authority, and the message says what to name', async () => {
    await server.serveWith(makeCertificate('127.0.0.1', makeAuthority()));
    const todo = /not trusted; name the file of the right one in DATABASE_URL: .*sslrootcert=/;
    expect(await refusal(trusting(makeAuthority()))).toMatch(todo);
    expect(await refusal('sslmode=verify-full')).toMatch(todo);
    await server.serveWith(makeCertificate('127.0.0.1'));
    expect(await refusal(trusting(makeCertificate('127.0.0.1')))).toMatch(todo);
  });

  it('is refused when the certificate is for another host, and the message says so', async () => {
    const authority = makeAuthority();
    await server.serveWith(makeCertificate('127.0.0.2', authority));
    expect(await refusal(trusting(authority))).toMatch(/for another host; DATABASE_URL has to name the host/);
  });

  it('is a fault of the configuration when the CA file does not exist, and the message names it', async () => {
    await expect(isEncrypted('sslmode=verify-full&sslrootcert=/nowhere/ca.pem')).rejects.toMatchObject({
      code: 'configuration',
      message: expect.stringContaining('/nowhere/ca.pem'),
    });
  });
});
