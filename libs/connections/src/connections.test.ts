import { randomBytes } from 'node:crypto';
import { query } from '@pulso/database';
import { createTestDatabase } from '@pulso/database/testing';
import { startSimulator } from '@pulso/meli-simulator';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addConnection } from './add-connection.ts';
import type { ConnectionDeps } from './connection-deps.ts';
import { createTenant } from './create-tenant.ts';
import { createTokenProvider } from './create-token-provider.ts';
import { disconnectSeller } from './disconnect-seller.ts';
import { listConnections } from './list-connections.ts';
import { createTokenCipher } from './token-cipher.ts';

let now = new Date('2026-11-20T12:00:00Z');
const clock = { now: () => new Date(now) };
let test: Awaited<ReturnType<typeof createTestDatabase>>;
let simulator: Awaited<ReturnType<typeof startSimulator>>;
let deps: ConnectionDeps;
let sellerId: string;

beforeAll(async () => {
  test = await createTestDatabase();
  simulator = await startSimulator({ clock, seed: 'connections', world: { listings: 24 } });
  sellerId = simulator.sellers[0]?.sellerId ?? '';
  const { url: apiUrl, clientId, clientSecret } = simulator;
  deps = { application: { apiUrl, clientId, clientSecret }, cipher: createTokenCipher([randomBytes(32)]), clock };
});
afterAll(async () => {
  await simulator.close();
  await test.drop();
});
beforeEach(() => query(test.db, 'delete from tenants'));

const renewals = () => simulator.counters()['POST /oauth/token'] ?? 0;
const addTenant = async (name: string) => (await createTenant(test.db, { name, now })).tenantId;
async function connect(tenantId: string) {
  const refreshToken = await simulator.issueRefreshToken(sellerId);
  return addConnection(test.db, tenantId, { refreshToken, deps });
}

describe('the keys of a connection', () => {
  it('are not in the tables in clear, and a record of a former key can still be read', async () => {
    const tenantId = await addTenant('Loja');
    const { connectionId } = await connect(tenantId);
    const key = await createTokenProvider(test.db, tenantId, { connectionId, deps }).getAccessToken();
    const [row] = await query<{ text: string }>(test.db, 'select t::text as text from connection_tokens t');
    expect(row?.text).not.toContain(key);
    expect(row?.text).not.toMatch(/APP_USR|TG-/);

    const [former, newer] = [randomBytes(32), randomBytes(32)];
    const old = createTokenCipher([former]);
    const both = createTokenCipher([newer, former]);
    expect(both.decrypt(old.encrypt('segredo'), old.keyId)).toBe('segredo');
    expect(() => createTokenCipher([newer]).decrypt(old.encrypt('segredo'), old.keyId)).toThrow(/second key/);
  });
});

describe('a seller', () => {
  it('of another company is refused before the token is spent and without naming anybody, until it is disconnected', async () => {
    const [first, second] = [await addTenant('Primeira'), await addTenant('Segunda')];
    const { connectionId } = await connect(first);
    const refreshToken = await simulator.issueRefreshToken(sellerId);
    const before = renewals();
    const refused = addConnection(test.db, second, { refreshToken, deps });
    await expect(refused).rejects.toMatchObject({ code: 'seller_connected_elsewhere' });
    await expect(refused).rejects.not.toThrow(/Primeira/);
    expect(renewals()).toBe(before);
    expect(await listConnections(test.db, second)).toEqual([]);

    await disconnectSeller(test.db, first, { connectionId, now });
    expect(await query(test.db, 'select 1 from connection_tokens')).toEqual([]);
    expect(await addConnection(test.db, second, { refreshToken, deps })).toMatchObject({ sellerId });
  });

  it('that is connected again is the same connection, active and with new keys', async () => {
    const tenantId = await addTenant('Loja');
    const { connectionId } = await connect(tenantId);
    await query(test.db, `update connections set status = 'reauthorisation_required', status_reason = 'x'`);
    expect(await connect(tenantId)).toMatchObject({ connectionId, status: 'active', statusReason: null });
    expect(await listConnections(test.db, tenantId)).toHaveLength(1);
  });

  it('that was disconnected meanwhile begins anew with its notices, because nobody was told of what changed', async () => {
    const tenantId = await addTenant('Loja');
    const { connectionId } = await connect(tenantId);
    await query(test.db, 'update connections set notices_since = $1', { bind: [now] });
    const noticesSince = () => query(test.db, 'select notices_since from connections');
    await connect(tenantId);
    expect(await noticesSince()).toEqual([{ notices_since: now }]);
    await disconnectSeller(test.db, tenantId, { connectionId, now });
    await connect(tenantId);
    expect(await noticesSince()).toEqual([{ notices_since: null }]);
  });
});

describe('a tenant', () => {
  it.each([
    ['', 'America/Sao_Paulo'],
    ['Loja', 'America/Atlantis'],
  ])('named "%s" in zone %s is refused', async (name, timeZone) => {
    await expect(createTenant(test.db, { name, timeZone, now })).rejects.toMatchObject({ code: 'invalid_input' });
  });
});
