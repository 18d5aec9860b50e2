import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createDatabase, type Database, query } from '@pulso/database';
import { createTestDatabase, startDatabaseLine } from '@pulso/database/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addConnection } from './add-connection.ts';
import type { ConnectionDeps } from './connection-deps.ts';
import { createTenant } from './create-tenant.ts';
import { createTokenProvider } from './create-token-provider.ts';
import { listConnections } from './list-connections.ts';
import { lostConsentReason } from './lost-consent-reason.ts';
import { createTokenCipher } from './token-cipher.ts';

const SELLER = '77';
let now = new Date('2026-11-20T12:00:00Z');
const clock = { now: () => new Date(now) };
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let deps: ConnectionDeps;
let tenantId: string;
let connectionId: string;
const closers: (() => Promise<unknown>)[] = [];

/** What Mercado Livre holds to be the newest refresh token of the seller; each works once (API document 1.2). */
let newest = '';
/** What happens between a renewal's arrival and its answer. */
let meanwhile: () => unknown;
let renewals = 0;
const mercadoLivre = createServer((request, answer) => {
  const handle = async () => {
    const form = new URLSearchParams(await text(request));
    renewals += 1;
    const refuse = (error: string) => answer.writeHead(400).end(JSON.stringify({ error, status: 400, cause: [] }));
    if (form.get('client_secret') !== 'secret') return refuse('invalid_client');
    const isGood = form.get('refresh_token') === newest;
    if (isGood) newest = `TG-${randomUUID()}-${SELLER}`;
    const pair = { access_token: `APP_USR-${randomUUID()}`, refresh_token: newest };
    await meanwhile();
    if (!isGood) return refuse('invalid_grant');
    const rest = { token_type: 'bearer', expires_in: 21_600, scope: 'offline_access', user_id: Number(SELLER) };
    return answer.setHeader('content-type', 'application/json').end(JSON.stringify({ ...pair, ...rest }));
  };
  void handle();
});

beforeAll(async () => {
  database = await createTestDatabase();
  mercadoLivre.listen(0, '127.0.0.1');
  await once(mercadoLivre, 'listening');
  const apiUrl = `http://127.0.0.1:${(mercadoLivre.address() as AddressInfo).port}`;
  const application = { apiUrl, clientId: 'id', clientSecret: 'secret' };
  deps = { application, cipher: createTokenCipher([randomBytes(32)]), clock };
});
afterAll(async () => {
  mercadoLivre.close();
  await database.drop();
});
beforeEach(async () => {
  await query(database.db, 'delete from tenants');
  meanwhile = () => undefined;
  tenantId = (await createTenant(database.db, { name: 'Loja', now })).tenantId;
  await connectAnew();
  renewals = 0;
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** The seller authorises again: the pair before it is dead. */
async function connectAnew() {
  const kept = meanwhile;
  meanwhile = () => undefined;
  newest = `TG-${randomUUID()}-${SELLER}`;
  ({ connectionId } = await addConnection(database.db, tenantId, { refreshToken: newest, deps }));
  meanwhile = kept;
}
function openProcess(options: { url?: string; poolMax?: number } = {}): Database {
  const db = createDatabase({ url: database.url, poolMax: 5, applicationName: 'a process', ...options });
  closers.push(() => db.close());
  return db;
}
const providerOf = (db: Database, own = deps) => createTokenProvider(db, tenantId, { connectionId, deps: own });
const letExpire = () => (now = new Date(now.getTime() + 7 * 3_600_000));
const claims = () => query(database.db, 'select 1 from connection_tokens where renewal_id is not null');
const connection = async () => (await listConnections(database.db, tenantId))[0];
const hold = (until: string) =>
  query(
    database.db,
    `update connection_tokens set renewal_id = gen_random_uuid(), renewing_until = clock_timestamp() ${until}`,
  );

describe('an expired pair of keys', () => {
  it('Q02 of twenty callers in two processes one renews it, and all get the same new key', async () => {
    const providers = [openProcess(), openProcess()].map((db) => providerOf(db));
    await Promise.all(providers.map((provider) => provider.getAccessToken()));
    expect(renewals).toBe(0);
    const old = await providers[0]?.getAccessToken();
    letExpire();
    const callers = Array.from({ length: 10 }, () => providers).flat();
    const keys = new Set(await Promise.all(callers.map((provider) => provider.getAccessToken())));
    expect({ renewals, keys: keys.size, isNew: !keys.has(old ?? '') }).toEqual({ renewals: 1, keys: 1, isNew: true });
    expect(await claims()).toEqual([]);
  });

  it('Q01 is replaced by one that can be renewed in its turn', async () => {
    const provider = providerOf(database.db);
    for (const round of [1, 2, 3]) {
      letExpire();
      await provider.getAccessToken();
      expect(renewals).toBe(round);
    }
    expect(await connection()).toMatchObject({ status: 'active' });
  });

  it('is renewed while no connection, transaction or lock is held', async () => {
    const db = openProcess({ poolMax: 1 });
    letExpire();
    const seen: unknown[] = [];
    meanwhile = async () => {
      const others = `select 1 from pg_stat_activity
        where datname = current_database() and application_name = 'a process' and pid <> pg_backend_pid() and xact_start is not null`;
      const locks = `select 1 from pg_locks l join pg_database d on d.oid = l.database and d.datname = current_database()
        where l.pid <> pg_backend_pid() and l.relation = 'connection_tokens'::regclass`;
      seen.push(await query(db, others), await query(db, locks));
    };
    await providerOf(db).getAccessToken();
    expect(seen).toEqual([[], []]);
  });

  it('of a process that died while it renewed waits for the end of the claim, and is then renewed by the next one', async () => {
    letExpire();
    await hold(`+ interval '1 hour'`);
    const stopped = new AbortController();
    const impatient = providerOf(database.db).getAccessToken(stopped.signal);
    stopped.abort();
    await expect(impatient).rejects.toMatchObject({ name: 'AbortError' });
    expect(renewals).toBe(0);
    await hold(`- interval '1 s'`);
    await providerOf(database.db).getAccessToken();
    expect(renewals).toBe(1);
    expect(await claims()).toEqual([]);
  });

  it('that another process renews is waited for', async () => {
    letExpire();
    const mine: Promise<string>[] = [];
    meanwhile = () => mine.push(providerOf(database.db).getAccessToken());
    const theirs = await providerOf(openProcess()).getAccessToken();
    expect(await Promise.all(mine)).toEqual([theirs]);
    expect(renewals).toBe(1);
  });

  it('is not lost when the database goes away before the new one is stored', async () => {
    const line = await startDatabaseLine(database.url);
    closers.push(() => line.close());
    letExpire();
    meanwhile = () => line.cut();
    const key = providerOf(openProcess({ url: line.url })).getAccessToken();
    await expect.poll(() => line.refused).toBeGreaterThan(1);
    // Meanwhile the claim has run out, and another process has its renewal refused.
    await hold(`- interval '1 s'`);
    meanwhile = () => undefined;
    await expect(providerOf(database.db).getAccessToken()).rejects.toMatchObject({ code: 'reauthorisation_required' });
    line.restore();
    expect(
      await providerOf(database.db)
        .getAccessToken()
        .catch(() => key),
    ).toBe(await key);
    expect(await connection()).toMatchObject({ status: 'active', statusReason: null });
    letExpire();
    expect(await providerOf(database.db).getAccessToken()).not.toBe(await key);
  });
});

describe('a renewal that is refused', () => {
  it('asks for the seller and names the cause, in Portuguese', async () => {
    newest = 'TG-withdrawn-77';
    letExpire();
    await expect(providerOf(database.db).getAccessToken()).rejects.toMatchObject({ code: 'reauthorisation_required' });
    const { status, statusReason } = (await connection()) ?? {};
    expect(status).toBe('reauthorisation_required');
    expect(statusReason).toMatch(/senha mudou.*conecte-a de novo/);
    expect(await claims()).toEqual([]);
  });

  it('is no lost consent when the stored pair is another by then', async () => {
    letExpire();
    newest = 'TG-somebody-else-77';
    meanwhile = () => connectAnew();
    const key = await providerOf(database.db).getAccessToken();
    expect(key).toMatch(/^APP_USR-/);
    expect(await connection()).toMatchObject({ status: 'active', statusReason: null });
    expect(renewals).toBe(2);
  });

  it('Q06 for the sake of the application flags no seller, and the next caller may try at once', async () => {
    letExpire();
    const wrong = { ...deps, application: { ...deps.application, clientSecret: 'errado' } };
    await expect(providerOf(database.db, wrong).getAccessToken()).rejects.toMatchObject({
      name: 'MeliConfigurationError',
    });
    expect(await connection()).toMatchObject({ status: 'active', statusReason: null });
    expect(await claims()).toEqual([]);
    await providerOf(database.db).getAccessToken();
    expect(renewals).toBe(2);
  });
});

it.each([
  ['invalid_grant', /expirou.*senha mudou/],
  ['unauthorized_client', /não dá mais permissão/],
  ['offline_access_missing', /offline_access/],
  ['a_word_of_tomorrow', /não aceita mais/],
  ['constructor', /não aceita mais/],
  [null, /não aceita mais/],
])('the cause that Mercado Livre calls %s has a sentence for the seller', (code, sentence) => {
  expect(lostConsentReason(code)).toMatch(sentence);
});
