import { randomUUID } from 'node:crypto';
import { query } from '@pulso/database';
import { createTestDatabase } from '@pulso/database/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listSlotRuns } from './list-slot-runs.ts';

const jobType = 'sync-mercadolivre';
const TENANT = randomUUID();
const OTHER = randomUUID();

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
  for (const tenantId of [TENANT, OTHER]) {
    await query(database.db, `insert into tenants (tenant_id, name, created_at) values ($1, 'Loja', now())`, {
      bind: [tenantId],
    });
  }
});
afterAll(() => database.drop());

interface Run {
  tenantId?: string;
  job?: string;
  slot?: string;
  attempt?: number;
  status: string;
  created?: string;
  metadata?: object;
}

const add = ({ tenantId = TENANT, job = jobType, slot, attempt = 1, status, created, metadata = {} }: Run) =>
  query(
    database.db,
    `insert into job_logs (tenant_id, id, job_type, status, trigger, slot, attempt, created_at, metadata)
     values ($1, $2, $3, $4, 'schedule', $5, $6, $7, $8)`,
    { bind: [tenantId, randomUUID(), job, status, slot ?? null, attempt, created ?? slot, JSON.stringify(metadata)] },
  );
const listed = async (tenantId = TENANT) => {
  const from = new Date('2026-11-20T00:00:00Z');
  const until = new Date('2026-11-21T00:00:00Z');
  const runs = await listSlotRuns(database.db, tenantId, { jobType, from, until });
  return runs.map(({ at, kind, status }) => `${at.toISOString().slice(5, 16)} ${kind} ${status}`);
};

test('a slot is told by its newest attempt, one that was made up for by the run that did it, other runs by themselves', async () => {
  await add({ slot: '2026-11-20T10:00:00Z', status: 'FAILED', metadata: { continuedBy: randomUUID() } });
  await add({ slot: '2026-11-20T10:00:00Z', attempt: 2, status: 'SUCCESS' });
  const coveredSlots = ['2026-11-19T23:00:00Z', '2026-11-20T22:00:00Z', '2026-11-20T23:00:00Z'];
  await add({ slot: '2026-11-21T00:00:00Z', status: 'PARTIAL', metadata: { coveredSlots } });
  await add({ created: '2026-11-20T12:30:00Z', status: 'FAILED', metadata: { continuedBy: randomUUID() } });
  await add({ created: '2026-11-20T12:31:00Z', attempt: 2, status: 'SKIPPED' });
  await add({ slot: '2026-11-20T11:00:00Z', job: 'housekeeping', status: 'SUCCESS' });
  await add({ slot: '2026-11-20T13:00:00Z', tenantId: OTHER, status: 'RUNNING' });
  expect(await listed()).toEqual([
    '11-20T10:00 slot SUCCESS',
    '11-20T12:31 without_slot SKIPPED',
    '11-20T22:00 made_up PARTIAL',
    '11-20T23:00 made_up PARTIAL',
  ]);
  expect(await listed(OTHER)).toEqual(['11-20T13:00 slot RUNNING']);
});
