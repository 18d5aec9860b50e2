import { migrate, query } from '@pulso/database';
import { createTestDatabase } from '@pulso/database/testing';
import { createLogger } from '@pulso/runtime';
import { expect, onTestFinished, test } from 'vitest';
import { createTenantWall } from './create-tenant-wall.ts';

test('a wall between tenants that was missing is told of once, and is there as soon as it has been raised', async () => {
  const { db, drop } = await createTestDatabase();
  onTestFinished(drop);
  const lines: string[] = [];
  const log = createLogger({ app: 'api', level: 'warn', to: { write: (line) => void lines.push(line) } });
  const wall = createTenantWall(db, log);
  const tenantId = crypto.randomUUID();
  await query(db, 'create table not_walled (tenant_id uuid)');
  await query(db, 'insert into not_walled values (gen_random_uuid())');
  const count = async () => (await query(await wall(tenantId), 'select from not_walled')).length;
  expect([await count(), await count()]).toEqual([1, 1]);
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ todo: expect.stringContaining('db migrate') });
  await migrate(db);
  expect([await count(), await count()]).toEqual([0, 0]);
  expect(lines).toHaveLength(1);
});
