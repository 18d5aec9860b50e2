import { randomBytes } from 'node:crypto';
import { createTenant, createTokenCipher, disconnectSeller, listConnections } from '@pulso/connections';
import { query } from '@pulso/database';
import { createTestDatabase, type TestDatabase } from '@pulso/database/testing';
import { fixedClock } from '@pulso/domain';
import { type Simulator, startSimulator } from '@pulso/meli-simulator';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connectSimulatedSeller, hasSeller, mayAuthorise } from './ensure-demonstration.ts';

const now = new Date();

let database: TestDatabase;
let simulator: Simulator;
let first: string;
let second: string;
beforeAll(async () => {
  database = await createTestDatabase();
  simulator = await startSimulator({ world: { listings: 2, ordersPerDay: 1 } });
});
afterAll(async () => {
  await simulator.close();
  await database.drop();
});
beforeEach(async () => {
  await query(database.db, 'delete from tenants');
  ({ tenantId: first } = await createTenant(database.db, { name: 'Primeira', now }));
  ({ tenantId: second } = await createTenant(database.db, { name: 'Segunda', now }));
});

/** As a start does with the key that the simulator announced. */
async function connect(tenantId: string): Promise<void> {
  const { url: apiUrl, clientId, clientSecret } = simulator;
  const refreshToken = await simulator.issueRefreshToken(simulator.sellers[0]?.sellerId ?? '');
  const cipher = createTokenCipher([randomBytes(32)]);
  const deps = { application: { apiUrl, clientId, clientSecret }, cipher, clock: fixedClock(now) };
  await connectSimulatedSeller(database.db, tenantId, { refreshToken, deps });
}

test('the simulated seller authorises a tenant that has none, once, and again when its keys are dead', async () => {
  expect(await mayAuthorise(database.db, first)).toBe(true);
  await connect(first);
  expect(await hasSeller(database.db, first)).toBe(true);
  expect(await mayAuthorise(database.db, first)).toBe(false);
  await query(database.db, `update connections set status = 'reauthorisation_required'`);
  expect(await hasSeller(database.db, first)).toBe(false);
  expect(await mayAuthorise(database.db, first)).toBe(true);
});

test('the simulated seller of another tenant is left to it, and a start goes on without one', async () => {
  await connect(second);
  expect(await mayAuthorise(database.db, first)).toBe(false);
  await connect(first);
  expect(await hasSeller(database.db, first)).toBe(false);
  const [connection] = await listConnections(database.db, second);
  await query(database.db, `update connections set status = 'reauthorisation_required'`);
  expect(await mayAuthorise(database.db, first)).toBe(false);
  await disconnectSeller(database.db, second, { connectionId: connection?.connectionId ?? '', now });
  expect(await mayAuthorise(database.db, first)).toBe(true);
});
