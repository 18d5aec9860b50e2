import { randomInt, randomUUID } from 'node:crypto';
import { createTenant, disconnectSeller, type Tenant } from '@pulso/connections';
import { query } from '@pulso/database';
import { createTestDatabase, type TestDatabase } from '@pulso/database/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JobType } from '../job-definitions.ts';
import { getSlotCalendar } from './get-slot-calendar.ts';

const NOW = new Date('2026-11-23T15:10:00Z');
const LONG_AGO = new Date('2026-10-01T12:00:00Z');

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function addTenant(name: string): Promise<Tenant> {
  return createTenant(database.db, { name, now: LONG_AGO });
}

async function connect({ tenantId }: Tenant, at: Date): Promise<string> {
  const connectionId = randomUUID();
  await query(
    database.db,
    `insert into connections (tenant_id, connection_id, seller_id, site_id, currency, status, status_at, created_at)
     values ($1, $2, $3, 'MLB', 'BRL', 'active', $4, $4)`,
    { bind: [tenantId, connectionId, randomInt(1, 2 ** 47), at] },
  );
  return connectionId;
}

const tell = async (tenant: Tenant, jobType: JobType) =>
  (await getSlotCalendar(database.db, tenant, { jobType, days: 3, now: NOW })).map(
    ({ state, missed }) => `${state} ${missed}`,
  );

test('a company whose only seller was disconnected misses no sync any more, and its housekeeping goes on', async () => {
  const tenant = await addTenant('Sem conta');
  const connectionId = await connect(tenant, LONG_AGO);
  const stays = await addTenant('Outra');
  await connect(stays, LONG_AGO);
  // At noon in São Paulo: the twelve slots before it were owed.
  const left = new Date('2026-11-22T15:00:00Z');
  await disconnectSeller(database.db, tenant.tenantId, { connectionId, now: left });
  expect(await tell(tenant, 'sync-mercadolivre')).toEqual(['none 24', 'none 12', 'free 0']);
  expect(await tell(tenant, 'housekeeping')).toEqual(['none 1', 'none 1', 'none 1']);
  expect((await tell(stays, 'sync-mercadolivre'))[1]).toBe('none 24');

  await connect(tenant, new Date('2026-11-23T12:30:00Z'));
  expect(await tell(tenant, 'sync-mercadolivre')).toEqual(['none 24', 'none 12', 'none 2']);
});
