import { randomBytes } from 'node:crypto';
import { query } from '@pulso/database';
import { createTestDatabase } from '@pulso/database/testing';
import { startSimulator } from '@pulso/meli-simulator';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { addConnection } from '../add-connection.ts';
import type { ConnectionDeps } from '../connection-deps.ts';
import { createTenant } from '../create-tenant.ts';
import { listConnections } from '../list-connections.ts';
import { createTokenCipher } from '../token-cipher.ts';
import { askConsent } from './ask-consent.ts';
import { connectByConsent } from './connect-by-consent.ts';
import type { Asker } from './consent-request.ts';

const clock = { now: () => new Date('2026-11-20T12:00:00Z') };
const REDIRECT = 'http://127.0.0.1/back';
let test: Awaited<ReturnType<typeof createTestDatabase>>;
let simulator: Awaited<ReturnType<typeof startSimulator>>;
let deps: ConnectionDeps;
let tenantId: string;

beforeAll(async () => {
  test = await createTestDatabase();
  simulator = await startSimulator({ clock, seed: 'consent', world: { listings: 2, ordersPerDay: 1, historyDays: 5 } });
  const { url: apiUrl, clientId, clientSecret } = simulator;
  deps = { application: { apiUrl, clientId, clientSecret }, cipher: createTokenCipher([randomBytes(32)]), clock };
});
afterAll(async () => {
  await simulator.close();
  await test.drop();
});
beforeEach(async () => {
  await query(test.db, 'delete from tenants');
  ({ tenantId } = await createTenant(test.db, { name: 'Loja', now: clock.now() }));
});

/** What Mercado Livre sends the browser back with. */
async function agree(asker: Asker, tenant = tenantId) {
  const { authUrl } = simulator;
  const address = await askConsent(test.db, tenant, {
    asker,
    redirectUri: REDIRECT,
    history_days: null,
    authUrl,
    deps,
  });
  const { headers } = await fetch(address, { redirect: 'manual' });
  const back = new URL(headers.get('location') ?? '').searchParams;
  return { state: back.get('state') ?? '', code: back.get('code') ?? '' };
}
const connect = (answer: { state: string; code: string }, asker: Asker) =>
  connectByConsent(test.db, tenantId, { answer, asker, deps });

it('an authorisation belongs to the session that began it, as much as to the browser', async () => {
  const own = { browser: 'b', sessionId: 'session of Ana' };
  const answer = await agree(own);
  for (const other of [
    { ...own, sessionId: 'session of Rui' },
    { ...own, sessionId: null },
    { ...own, browser: 'c' },
  ]) {
    await expect(connect(answer, other)).rejects.toMatchObject({ code: 'consent_unknown' });
  }
  const unbound = await agree({ ...own, sessionId: null });
  await expect(connect(unbound, own)).rejects.toMatchObject({ code: 'consent_unknown' });
  expect(JSON.stringify(await query(test.db, 'select * from consent_requests'))).not.toMatch(/session of|"b"/);
  expect(await connect(answer, own)).toMatchObject({ wasKnown: false, connection: { status: 'active' } });
});

it('a seller who is authorised twice at the same instant is one connection', async () => {
  const asker = { browser: 'b', sessionId: null };
  const answers = [await agree(asker), await agree(asker)];
  const made = await Promise.all(answers.map((answer) => connect(answer, asker)));
  expect(new Set(made.map(({ connection }) => connection.connectionId)).size).toBe(1);
  expect(await listConnections(test.db, tenantId)).toHaveLength(1);
});

it('a seller whom another company connects between the two looks is refused by the key on the seller', async () => {
  const asker = { browser: 'b', sessionId: null };
  const answer = await agree(asker);
  const other = (await createTenant(test.db, { name: 'Outra', now: clock.now() })).tenantId;
  await query(
    test.db,
    `create function connect_first() returns trigger language plpgsql as $$$$ begin
       if new.tenant_id = '${tenantId}' then
         insert into connections (tenant_id, connection_id, seller_id, site_id, currency, status, status_at, created_at)
         values ('${other}', gen_random_uuid(), new.seller_id, 'MLB', 'BRL', 'active', now(), now());
       end if;
       return new;
     end $$$$`,
    { bind: [] },
  );
  await query(
    test.db,
    'create trigger connect_first before insert on connections for each row execute function connect_first()',
  );
  const refused = connect(answer, asker);
  await expect(refused).rejects.toMatchObject({ code: 'seller_connected_elsewhere' });
  await expect(refused).rejects.not.toThrow(/Outra/);
  await query(test.db, 'drop trigger connect_first on connections');
  expect(await listConnections(test.db, tenantId)).toEqual([]);
});

it('what the expired pair was worth ends with the new authorisation: both ways of connecting give one seller one pair', async () => {
  const asker = { browser: 'b', sessionId: null };
  const sellerId = simulator.sellers[0]?.sellerId ?? '';
  const { connectionId } = await addConnection(test.db, tenantId, {
    refreshToken: await simulator.issueRefreshToken(sellerId),
    deps,
  });
  const { connection, wasKnown } = await connect(await agree(asker), asker);
  expect({ id: connection.connectionId, wasKnown }).toEqual({ id: connectionId, wasKnown: true });
  const rows = await query(test.db, 'select version from connection_tokens');
  expect(rows).toEqual([{ version: 2 }]);
});
