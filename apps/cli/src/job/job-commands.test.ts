import { randomBytes, randomUUID } from 'node:crypto';
import { query } from '@pulso/database';
import { createTestDatabase, type TestDatabase } from '@pulso/database/testing';
import { findJobRun, finishJobRun, type JobRun, openJobRun, startJobRun } from '@pulso/job-log';
import { type Simulator, startSimulator } from '@pulso/meli-simulator';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runCommand } from '../testing/run-command.ts';

let database: TestDatabase;
let simulator: Simulator;
let tenantId: string;
let env: Record<string, string>;
beforeAll(async () => {
  database = await createTestDatabase();
  simulator = await startSimulator({ world: { listings: 2, ordersPerDay: 1 } });
  env = {
    DATABASE_URL: database.url,
    TOKEN_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    MELI_API_URL: simulator.url,
    MELI_AUTH_URL: simulator.url,
    MELI_CLIENT_ID: simulator.clientId,
    MELI_CLIENT_SECRET: simulator.clientSecret,
  };
});
afterAll(async () => {
  await simulator.close();
  await database.drop();
});
beforeEach(async () => {
  await query(database.db, 'delete from tenants');
  ({ tenantId } = (await pulso('tenant', 'create', '--name', 'Loja')).json);
});

const pulso = (...argv: string[]) => runCommand(['--json', ...argv], env);
const now = new Date();
const params = { daysBack: 2 };
async function begin(): Promise<JobRun> {
  const slot = new Date('2026-11-20T15:00:00Z');
  const request = { jobType: 'sync-mercadolivre', trigger: 'schedule', slot, params, now } as const;
  const { run } = await openJobRun(database.db, tenantId, request);
  await startJobRun(database.db, tenantId, { run, now });
  return run;
}
async function fail(): Promise<JobRun> {
  const run = await begin();
  const failure = {
    status: 'FAILED',
    recordsProcessed: 0,
    errorCode: 'internal',
    errorMessage: 'x',
    metadata: {},
  } as const;
  await finishJobRun(database.db, tenantId, { run, outcome: failure, now });
  return run;
}
async function connect(): Promise<void> {
  const refreshToken = await simulator.issueRefreshToken(simulator.sellers[0]?.sellerId ?? '');
  await pulso('connection', 'add', '--tenant', tenantId, '--refresh-token', refreshToken);
}

describe('pulso job again', () => {
  test('runs the job of an ended run once more, with its parameters and without its slot', async () => {
    await connect();
    const { jobLogId } = await fail();
    const again = await pulso('job', 'again', jobLogId);
    expect(again).toMatchObject({
      exitCode: 0,
      json: { status: 'SUCCESS', again: jobLogId, trigger: 'cli', slot: null },
    });
    expect(again.json).toMatchObject({ tenantId, jobType: 'sync-mercadolivre', metadata: { params } });
    expect(await findJobRun(database.db, jobLogId)).toMatchObject({ status: 'FAILED' });
  });

  test('exits like the run that it made', async () => {
    await connect();
    await query(database.db, `update connections set status = 'reauthorisation_required'`);
    const { jobLogId } = await fail();
    const again = await pulso('job', 'again', jobLogId);
    expect(again).toMatchObject({ exitCode: 3, json: { status: 'FAILED', errorCode: 'reauthorisation_required' } });
  });

  test('of a sync that nothing names a Mercado Livre for stops with what to do, and opens no row', async () => {
    await connect();
    const { jobLogId } = await fail();
    const bare = { ...env, MELI_CLIENT_ID: '', MELI_CLIENT_SECRET: '', PULSO_DATA_DIR: '/nonexistent' };
    const refused = await runCommand(['--json', 'job', 'again', jobLogId], bare);
    expect(refused).toMatchObject({ exitCode: 2, stdout: '', error: expect.stringContaining('MELI_CLIENT_ID') });
    expect(await query(database.db, 'select id from job_logs')).toEqual([{ id: jobLogId }]);
  });

  test('refuses a run that has not ended, and names the command that ends it', async () => {
    const { jobLogId } = await begin();
    const refused = await pulso('job', 'again', jobLogId);
    expect(refused).toMatchObject({ exitCode: 2, stdout: '', error: expect.stringContaining('pulso job cancel') });
    expect(await query(database.db, 'select 1 from job_logs')).toHaveLength(1);
  });
});

describe('pulso job cancel', () => {
  test('asks for the end of a run, of whatever process, and says how one ended that has', async () => {
    const { jobLogId } = await begin();
    const asked = await pulso('job', 'cancel', jobLogId);
    expect(asked).toMatchObject({ exitCode: 0, json: { jobLogId, status: 'RUNNING', cancelRequested: true } });
    const [row] = await query(database.db, 'select cancel_requested_at from job_logs where id = $1', {
      bind: [jobLogId],
    });
    expect(row?.cancel_requested_at).toBeInstanceOf(Date);
    await query(database.db, `update job_logs set status = 'SUCCESS'`);
    const late = await pulso('job', 'cancel', jobLogId);
    expect(late).toMatchObject({ exitCode: 0, json: { status: 'SUCCESS', cancelRequested: false } });
  });
});

test.each(['again', 'cancel'])('pulso job %s refuses a run that nobody knows and an id that is none', async (verb) => {
  for (const given of [[randomUUID()], ['--job', randomUUID()]])
    expect(await pulso('job', verb, ...given)).toMatchObject({ error: expect.stringContaining('no run') });
  const refused = await pulso('job', verb, 'corrida');
  expect(refused).toMatchObject({ exitCode: 2, stdout: '', error: expect.stringContaining('GET /api/v1/jobs') });
  expect(await pulso('job', verb)).toMatchObject({ exitCode: 2, error: expect.stringContaining('--job ID') });
});

describe('pulso tenant zone', () => {
  const zone = async () =>
    (
      await query(database.db, 'select time_zone, next_time_zone from tenants where tenant_id = $1', {
        bind: [tenantId],
      })
    )[0];
  const change = (name: string) => pulso('tenant', 'zone', name, '--tenant', tenantId);

  test('takes a company of which nothing was read to its zone at once', async () => {
    expect(await change('America/Manaus')).toMatchObject({
      exitCode: 0,
      json: { tenantId, timeZone: 'America/Manaus' },
    });
    expect(await zone()).toEqual({ time_zone: 'America/Manaus', next_time_zone: null });
  });

  test('has the whole history cut anew by a run of its own, and the zone published with it', async () => {
    await connect();
    const read = await pulso('job', 'again', (await fail()).jobLogId);
    expect(read.json).toMatchObject({ status: 'SUCCESS' });
    const rows = async () =>
      query(database.db, 'select date::text, rebuilt_at from account_metrics_daily order by date');
    const before = await rows();
    const changed = await change('Asia/Tokyo');
    expect(changed).toMatchObject({ exitCode: 0, json: { timeZone: 'Asia/Tokyo', status: 'SUCCESS' } });
    const runs = await query(
      database.db,
      'select job_type, status from job_logs where tenant_id = $1 order by created_at',
      { bind: [tenantId] },
    );
    expect(runs.at(-1)).toEqual({ job_type: 'rebuild-daily-metrics', status: 'SUCCESS' });
    expect(await zone()).toEqual({ time_zone: 'Asia/Tokyo', next_time_zone: null });
    expect(await rows()).not.toEqual(before);
  });

  test('refuses a zone that nobody knows, and a company that is not there', async () => {
    expect(await change('Brasil/Lua')).toMatchObject({ exitCode: 2 });
    expect(await pulso('tenant', 'zone', 'America/Manaus', '--tenant', randomUUID())).toMatchObject({ exitCode: 2 });
    expect(await zone()).toEqual({ time_zone: 'America/Sao_Paulo', next_time_zone: null });
  });
});
