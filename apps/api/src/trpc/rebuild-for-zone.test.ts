import { createTenant } from '@pulso/connections';
import { query } from '@pulso/database';
import { createTestDatabase, type TestDatabase } from '@pulso/database/testing';
import type { JobRun } from '@pulso/job-log';
import { createLogger } from '@pulso/runtime';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { rebuildForZone } from './rebuild-for-zone.ts';

let database: TestDatabase;
let tenantId: string;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  const { db } = database;
  ({ tenantId } = await createTenant(db, { name: 'Loja', now: new Date('2026-11-23T15:00:00Z') }));
  await query(db, `update tenants set next_time_zone = 'America/Manaus' where tenant_id = $1`, { bind: [tenantId] });
});
afterAll(() => database.drop());

/** A runner whose first run was under way already and ends when a test says; it counts what it is asked for. */
function openRunner() {
  const first = Promise.withResolvers<JobRun>();
  const asked: string[] = [];
  const submit = async ({ jobType }: { jobType: string }) => {
    asked.push(jobType);
    return { run: {} as JobRun, duplicate: asked.length === 1, finished: first.promise };
  };
  return { asked, runner: { submit }, end: () => first.resolve({} as JobRun) };
}
const log = createLogger({ app: 'api', level: 'silent' });

test('a wish for a zone that a rebuild under way knew nothing of is taken over by another one after it', async () => {
  const { asked, runner, end } = openRunner();
  await rebuildForZone({ db: database.db, runner, log }, tenantId);
  expect(asked).toHaveLength(1);
  end();
  await expect.poll(() => asked.length, { timeout: 10_000 }).toBe(2);
});

test('a wish for a zone that the rebuild which was joined took over asks for no other one', async () => {
  const { asked, runner, end } = openRunner();
  await rebuildForZone({ db: database.db, runner, log }, tenantId);
  await query(database.db, 'update tenants set next_time_zone = null where tenant_id = $1', { bind: [tenantId] });
  end();
  // What is read after the end of the run is read by the same pool, one after the other.
  for (let again = 0; again < 5; again += 1) await query(database.db, 'select 1');
  expect(asked).toHaveLength(1);
});

test('a wish for a zone whose rebuild was lost waits for the next one, and that is logged', async () => {
  const lines: string[] = [];
  const kept = createLogger({ app: 'api', level: 'info', to: { write: (line) => void lines.push(line) } });
  const lost = Promise.withResolvers<JobRun>();
  const submit = async () => ({ run: {} as JobRun, duplicate: true, finished: lost.promise });
  await rebuildForZone({ db: database.db, runner: { submit }, log: kept }, tenantId);
  lost.reject(new Error('the power went'));
  await expect.poll(() => lines.join(), { timeout: 10_000 }).toContain('waits for the next rebuild');
});
