import { randomBytes } from 'node:crypto';
import { query } from '@pulso/database';
import { createTestDatabase } from '@pulso/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addConnection } from '../add-connection.ts';
import type { ConnectionDeps } from '../connection-deps.ts';
import { createTenant } from '../create-tenant.ts';
import { createTokenProvider } from '../create-token-provider.ts';
import { disconnectSeller } from '../disconnect-seller.ts';
import { listConnections } from '../list-connections.ts';
import { readTokens } from '../read-tokens.ts';
import { openSellerKeys, type SellerKeys } from '../testing/seller-keys.ts';
import { createTokenCipher } from '../token-cipher.ts';

let now = new Date('2026-11-20T12:00:00Z');
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let keys: SellerKeys;
let deps: ConnectionDeps;
let tenantId: string;
let connectionId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  keys = await openSellerKeys('77');
  const application = { apiUrl: keys.apiUrl, clientId: 'id', clientSecret: 'secret' };
  deps = { application, cipher: createTokenCipher([randomBytes(32)]), clock: { now: () => new Date(now) } };
});
afterAll(async () => {
  await keys.close();
  await database.drop();
});
beforeEach(async () => {
  await query(database.db, 'delete from tenants');
  Object.assign(keys, { pairs: 0, meanwhile: { arrived: () => true, made: () => true } });
  tenantId = (await createTenant(database.db, { name: 'Loja', now })).tenantId;
  await connect();
});

async function connect() {
  ({ connectionId } = await addConnection(database.db, tenantId, { refreshToken: keys.authorise(), deps }));
}
const disconnect = () => disconnectSeller(database.db, tenantId, { connectionId, now });
const renew = () => {
  now = new Date(now.getTime() + 7 * 3_600_000);
  return createTokenProvider(database.db, tenantId, { connectionId, deps }).getAccessToken();
};
const entries = () =>
  query<{ event: string; version: number; outcome: string; spent: string; came: string; code: string }>(
    database.db,
    `select event, version, outcome, spent_fingerprint as spent, fingerprint as came, error_code as code
     from token_ledger where tenant_id = $1 order by began_at, version, event = 'disconnection'`,
    { bind: [tenantId] },
  );
const told = async () => (await entries()).map(({ event, version, outcome, code }) => [event, version, outcome, code]);

describe('the ledger of keys', () => {
  it('has every authorisation, renewal and end in a chain of fingerprints, and no key', async () => {
    const seen = [keys.newest, await renew(), keys.newest, await renew(), keys.newest];
    await disconnect();
    expect(await told()).toEqual([
      ['authorisation', 1, 'stored', null],
      ['renewal', 2, 'stored', null],
      ['renewal', 3, 'stored', null],
      ['disconnection', 3, 'forgotten', null],
    ]);
    const [first, second, third] = await entries();
    expect(second?.spent).toBe(first?.came);
    expect(third?.spent).toBe(second?.came);
    expect(new Set([first?.came, second?.came, third?.came]).size).toBe(3);
    const [{ text } = { text: '' }] = await query<{ text: string }>(
      database.db,
      'select string_agg(l::text, chr(10)) as text from token_ledger l',
    );
    for (const key of seen) expect(text).not.toContain(key.replace(/^(APP_USR|TG)-/, '').slice(0, 8));
  });

  it('tells a refusal from a call that nobody answered, by the word or the kind of it', async () => {
    keys.newest = 'TG-withdrawn-77';
    await expect(renew()).rejects.toMatchObject({ code: 'reauthorisation_required' });
    await connect();
    const nobody = { ...deps, application: { ...deps.application, apiUrl: 'http://127.0.0.1:9' } };
    now = new Date(now.getTime() + 7 * 3_600_000);
    const provider = createTokenProvider(database.db, tenantId, { connectionId, deps: nobody });
    await expect(provider.getAccessToken()).rejects.toMatchObject({ name: 'MeliNetworkError' });
    expect((await told()).slice(1)).toEqual([
      ['renewal', 2, 'refused', 'invalid_grant'],
      ['authorisation', 2, 'stored', null],
      ['renewal', 3, 'unanswered', 'MeliNetworkError'],
    ]);
  });

  it('says, when a pair is refused after a renewal of it that nobody answered, that it may have been lost on the way', async () => {
    const reason = async () => (await listConnections(database.db, tenantId))[0]?.statusReason;
    keys.newest = 'TG-withdrawn-77';
    await expect(renew()).rejects.toMatchObject({ code: 'reauthorisation_required' });
    expect(await reason()).toMatch(/senha mudou/);
    await connect();
    const nobody = { ...deps, application: { ...deps.application, apiUrl: 'http://127.0.0.1:9' } };
    now = new Date(now.getTime() + 7 * 3_600_000);
    await expect(
      createTokenProvider(database.db, tenantId, { connectionId, deps: nobody }).getAccessToken(),
    ).rejects.toMatchObject({ name: 'MeliNetworkError' });
    keys.newest = 'TG-withdrawn-77';
    await expect(renew()).rejects.toMatchObject({ code: 'reauthorisation_required' });
    expect(await reason()).toMatch(/interrompida/);
  });
});

describe('a pair that was refused', () => {
  it('is not tried again by those who come after, until the seller has authorised anew', async () => {
    let calls = 0;
    keys.meanwhile.arrived = () => {
      calls += 1;
      return true;
    };
    keys.newest = 'TG-withdrawn-77';
    for (const _ of [1, 2, 3]) await expect(renew()).rejects.toMatchObject({ code: 'reauthorisation_required' });
    expect(calls).toBe(1);
    await connect();
    expect(await renew()).toMatch(/^APP_USR-/);
  });
});

it('a renewal that was under way when the seller was disconnected and connected again does not take the new pair for its own', async () => {
  let work: Promise<unknown> = Promise.resolve();
  const { promise: isSent, resolve: send } = Promise.withResolvers<void>();
  keys.meanwhile.made = () => {
    keys.meanwhile.made = () => true;
    work = disconnect().then(connect).finally(send);
    return true;
  };
  // The pair that comes too late: by then another authorisation stands in its place.
  const slow: typeof fetch = async (...asked) => {
    const answer = await fetch(...asked);
    await isSent;
    return answer;
  };
  now = new Date(now.getTime() + 7 * 3_600_000);
  const slowly = { ...deps, application: { ...deps.application, fetch: slow } };
  const key = await createTokenProvider(database.db, tenantId, { connectionId, deps: slowly }).getAccessToken();
  await work;
  const stored = await readTokens(database.db, tenantId, { connectionId, cipher: deps.cipher });
  expect({ key: stored.accessToken, refresh: stored.refreshToken }).toEqual({ key, refresh: keys.newest });
  expect((await told()).map(([event, , outcome]) => [event, outcome])).toContainEqual(['renewal', 'superseded']);
  expect(await renew()).toMatch(/^APP_USR-/);
});
