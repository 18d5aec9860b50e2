import { randomBytes } from 'node:crypto';
import { query, withTransaction } from '@pulso/database';
import { createTestDatabase } from '@pulso/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addConnection } from './add-connection.ts';
import type { ConnectionDeps } from './connection-deps.ts';
import { askConsent } from './consent/ask-consent.ts';
import { takeConsentRequest } from './consent/take-consent-request.ts';
import { createTenant } from './create-tenant.ts';
import { createTokenProvider } from './create-token-provider.ts';
import { readTokens } from './read-tokens.ts';
import { ENCRYPTED, rotateKeys } from './rotate-keys.ts';
import { openSellerKeys, type SellerKeys } from './testing/seller-keys.ts';
import { createTokenCipher } from './token-cipher.ts';

const [OLD, NEW, LOST] = [randomBytes(32), randomBytes(32), randomBytes(32)];
const both = createTokenCipher([NEW, OLD]);
const fresh = createTokenCipher([NEW]);
const SELLERS = 12;

let now = new Date('2026-11-20T12:00:00Z');
const clock = { now: () => now };
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let sellers: SellerKeys[];
let connected: { tenantId: string; connectionId: string; keys: SellerKeys }[];

const depsOf = (keys: SellerKeys, cipher = createTokenCipher([OLD])): ConnectionDeps => ({
  application: { apiUrl: keys.apiUrl, clientId: 'id', clientSecret: 'secret' },
  cipher,
  clock,
});

beforeAll(async () => {
  database = await createTestDatabase();
  sellers = await Promise.all(Array.from({ length: SELLERS }, (_, index) => openSellerKeys(String(100 + index))));
});
afterAll(async () => {
  await Promise.all(sellers.map((keys) => keys.close()));
  await database.drop();
});
beforeEach(async () => {
  await query(database.db, 'delete from tenants');
  const tenants = [
    await createTenant(database.db, { name: 'Uma', now }),
    await createTenant(database.db, { name: 'Duas', now }),
  ];
  connected = [];
  for (const [index, keys] of sellers.entries()) {
    const { tenantId = '' } = tenants[index % tenants.length] ?? {};
    const added = await addConnection(database.db, tenantId, { refreshToken: keys.authorise(), deps: depsOf(keys) });
    connected.push({ tenantId, connectionId: added.connectionId, keys });
  }
});

const underKey = async (keyId: string) =>
  (await query(database.db, 'select 1 from connection_tokens where key_id = $1', { bind: [keyId] })).length;

describe('rotating the key that protects what is stored', () => {
  it('names every place that holds something encrypted', async () => {
    const columns = await query<{ place: string }>(
      database.db,
      `select table_name || '.' || column_name as place from information_schema.columns
       where table_schema = 'public' and column_name like '%\\_cipher' order by 1`,
    );
    const named = ENCRYPTED.flatMap(({ table, columns: own }) => own.map((column) => `${table}.${column}`));
    expect(columns.map(({ place }) => place)).toEqual(named.toSorted());
  });

  it('puts every record under the first key, after which the second is not needed, and has nothing to do twice', async () => {
    const [first] = connected;
    if (!first) throw new Error('nobody is connected');
    const asker = { browser: 'b', sessionId: null };
    const asked = {
      asker,
      redirectUri: 'http://a/',
      history_days: null,
      authUrl: 'http://a',
      deps: depsOf(first.keys),
    };
    const state = new URL(await askConsent(database.db, first.tenantId, asked)).searchParams.get('state') ?? '';
    expect(await rotateKeys(database.db, { cipher: both })).toEqual({
      keyId: fresh.keyId,
      reencrypted: SELLERS + 1,
      unreadable: 0,
      remaining: 0,
    });
    expect(await underKey(fresh.keyId)).toBe(SELLERS);
    for (const { tenantId, connectionId, keys } of connected) {
      const { refreshToken, version } = await readTokens(database.db, tenantId, { connectionId, cipher: fresh });
      expect({ refreshToken, version }).toEqual({ refreshToken: keys.newest, version: 1 });
    }
    const { codeVerifier } = await takeConsentRequest(database.db, first.tenantId, {
      state,
      asker,
      deps: depsOf(first.keys, fresh),
    });
    expect(codeVerifier).toHaveLength(43);
    expect(await rotateKeys(database.db, { cipher: fresh })).toMatchObject({ reencrypted: 0, remaining: 0 });
  });

  it('loses no pair that programs with the keys in either order renew meanwhile', async () => {
    now = new Date(now.getTime() + 7 * 3_600_000);
    const old = createTokenCipher([OLD, NEW]);
    const work = connected.map(({ tenantId, connectionId, keys }, index) =>
      createTokenProvider(database.db, tenantId, {
        connectionId,
        deps: depsOf(keys, index % 2 === 0 ? both : old),
      }).getAccessToken(),
    );
    const [rotated] = await Promise.all([rotateKeys(database.db, { cipher: both }), ...work]);
    expect(rotated.unreadable).toBe(0);
    for (const { tenantId, connectionId, keys } of connected) {
      const { refreshToken, version } = await readTokens(database.db, tenantId, { connectionId, cipher: both });
      expect({ refreshToken, version, pairs: keys.pairs }).toMatchObject({ refreshToken: keys.newest, version: 2 });
    }
    await rotateKeys(database.db, { cipher: both });
    expect(await underKey(fresh.keyId)).toBe(SELLERS);
  });

  it('leaves a record alone that was written again between its reading and its replacement', async () => {
    const [first] = connected;
    if (!first) throw new Error('nobody is connected');
    const { tenantId, connectionId } = first;
    const renewed = createTokenCipher([OLD]).encrypt('TG-newer-1');
    const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    const rotation = await withTransaction(database.db, async (transaction) => {
      await query(database.db, 'update connection_tokens set refresh_token_cipher = $1 where connection_id = $2', {
        bind: [renewed, connectionId],
        transaction,
      });
      const begun = rotateKeys(database.db, { cipher: both });
      await expect.poll(() => query(database.db, waiting)).toHaveLength(1);
      return { begun };
    });
    expect(await rotation.begun).toMatchObject({ reencrypted: SELLERS, remaining: 0 });
    const { refreshToken } = await readTokens(database.db, tenantId, { connectionId, cipher: fresh });
    expect(refreshToken).toBe('TG-newer-1');
  });

  it('names how many records nobody can read, and does the others', async () => {
    const [first] = connected;
    const foreign = createTokenCipher([LOST]);
    await query(
      database.db,
      'update connection_tokens set key_id = $1, refresh_token_cipher = $2 where connection_id = $3',
      {
        bind: [foreign.keyId, foreign.encrypt('x'), first?.connectionId],
      },
    );
    expect(await rotateKeys(database.db, { cipher: both })).toMatchObject({
      reencrypted: SELLERS - 1,
      unreadable: 1,
      remaining: 0,
    });
    expect(await underKey(foreign.keyId)).toBe(1);
  });

  it('takes as many batches as the records need', async () => {
    const [first] = connected;
    const old = createTokenCipher([OLD]);
    await query(
      database.db,
      `insert into consent_requests (tenant_id, state_hash, browser_hash, key_id, code_verifier_cipher, redirect_uri, expires_at)
       select $1, 'state ' || n, '', $2, $3, '', now() from generate_series(1, 250) n`,
      { bind: [first?.tenantId, old.keyId, old.encrypt('v')] },
    );
    expect(await rotateKeys(database.db, { cipher: both })).toMatchObject({ reencrypted: SELLERS + 250, remaining: 0 });
  });
});
