import { randomUUID } from 'node:crypto';
import { createTenant } from '@pulso/connections';
import { createDatabase, type Database, query } from '@pulso/database';
import { createTestDatabase, type DatabaseLine, startDatabaseLine, type TestDatabase } from '@pulso/database/testing';
import { finishJobRun, type JobRun, openJobRun } from '@pulso/job-log';
import { createLogger } from '@pulso/runtime';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { GOOD } from '../testing/runner-double.ts';
import { createNumbersSource } from './create-numbers-source.ts';
import { createTenantWall, type TenantWall } from './create-tenant-wall.ts';

const START = new Date('2026-11-23T15:00:00Z');

/** Two databases of which the second follows the first when the test says so, as a replica does a moment later. */
let main: TestDatabase;
let copy: TestDatabase;
let line: DatabaseLine;
let replica: Database;
let tenantId: string;
let now: Date;
let lines: string[];
let source: TenantWall;
beforeAll(async () => {
  [main, copy] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  line = await startDatabaseLine(copy.url);
  replica = createDatabase({ url: line.url, poolMax: 2, applicationName: 'replica' });
  ({ tenantId } = await createTenant(main.db, { name: 'Loja', now: START }));
});
afterAll(async () => {
  line.restore();
  await replica.close();
  await line.close();
  await Promise.all([main.drop(), copy.drop()]);
});
beforeEach(async () => {
  now = START;
  lines = [];
  source = openSource();
  await query(main.db, 'delete from job_logs');
  await follow();
});

function openSource(answerWithin_ms?: number): TenantWall {
  const log = createLogger({ app: 'api', level: 'warn', to: { write: (text) => void lines.push(text) } });
  const wall = createTenantWall(main.db, log);
  return createNumbersSource({
    replica,
    wall,
    clock: { now: () => now },
    log,
    ...(answerWithin_ms && { answerWithin_ms }),
  });
}

async function follow(): Promise<void> {
  for (const table of ['job_logs', 'tenants']) await query(copy.db, `delete from ${table}`);
  for (const table of ['tenants', 'job_logs']) {
    const rows = await query<{ row: object }>(main.db, `select to_jsonb(t) as row from ${table} t`);
    await query(copy.db, `insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1)`, {
      bind: [JSON.stringify(rows.map(({ row }) => row))],
    });
  }
}

async function readWhere(of = source): Promise<'replica' | 'database'> {
  const [row] = await query<{ name: string }>(await of(tenantId), 'select current_database() as name');
  return new URL(copy.url).pathname === `/${row?.name}` ? 'replica' : 'database';
}

const open = (of = tenantId) => {
  const asked = { jobType: 'rebuild-daily-metrics', trigger: 'api', slot: null, params: {}, now } as const;
  return openJobRun(main.db, of, asked);
};

/** The replica is read until the run ends, and again once it has followed. */
async function expectWaitForEnd(run: JobRun): Promise<void> {
  await follow();
  expect(await readWhere()).toBe('replica');
  await finishJobRun(main.db, tenantId, { run, outcome: GOOD, now });
  expect(await readWhere()).toBe('database');
  await follow();
  expect(await readWhere()).toBe('replica');
}

describe('where the numbers of a screen are read', () => {
  test('in the replica, but for as long as it lacks the end of a run of this company', async () => {
    expect(await readWhere()).toBe('replica');
    const { run } = await open();
    await expectWaitForEnd(run);
    expect(lines).toEqual([]);
  });

  test('in the database also for the end of a run after which a hundred others came', async () => {
    const { run } = await open();
    await query(
      main.db,
      `insert into job_logs (id, tenant_id, job_type, status, trigger, attempt, created_at, started_at, completed_at)
       select gen_random_uuid(), $1, 'read-notices', 'SUCCESS', 'webhook', 1, $2::timestamptz + n * interval '3 s', $2, $2 from generate_series(1, 100) n`,
      { bind: [tenantId, now] },
    );
    await expectWaitForEnd(run);
  });

  test('in the replica also while it lacks a run of another company', async () => {
    const other = await createTenant(main.db, { name: 'Outra', now });
    await open(other.tenantId);
    expect(await readWhere()).toBe('replica');
  });

  test('behind the same wall: the rows of other companies are not there', async () => {
    const db = await source(tenantId);
    expect(await query(db, 'select tenant_id from tenants')).toEqual([{ tenant_id: tenantId }]);
    expect(await query(await source(randomUUID()), 'select tenant_id from tenants')).toEqual([]);
  });

  test('in the database while the replica is away, which is told once, and in the replica half a minute after it is back', async () => {
    line.cut();
    expect([await readWhere(), await readWhere()]).toEqual(['database', 'database']);
    expect(lines).toHaveLength(1);
    line.restore();
    now = new Date(START.getTime() + 29_000);
    expect(await readWhere()).toBe('database');
    now = new Date(START.getTime() + 30_000);
    expect(await readWhere()).toBe('replica');
  });

  test('in the database when the replica hangs', async () => {
    expect(await readWhere()).toBe('replica');
    line.freeze();
    expect(await readWhere(openSource(50))).toBe('database');
    line.restore();
  });

  test('in the database when what was named as replica is none of it', async () => {
    await query(copy.db, 'alter table job_logs rename to other_logs');
    expect(await readWhere()).toBe('database');
    await query(copy.db, 'alter table other_logs rename to job_logs');
    expect(lines).toHaveLength(1);
  });
});
