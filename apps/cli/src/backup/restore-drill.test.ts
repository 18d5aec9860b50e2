import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { query } from '@pulso/database';
import { createTestDatabase, readWholeTables, type TestDatabase } from '@pulso/database/testing';
import { type Simulator, startSimulator } from '@pulso/meli-simulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../testing/run-command.ts';
import { runProgram } from '../testing/spawn-program.ts';

const KEY = randomBytes(32).toString('base64');

let first: TestDatabase;
let second: TestDatabase;
let simulator: Simulator;
let folder: string;
beforeAll(async () => {
  first = await createTestDatabase();
  second = await createTestDatabase({ empty: true });
  simulator = await startSimulator({ world: { listings: 12, ordersPerDay: 4, historyDays: 40 } });
  folder = await mkdtemp(join(tmpdir(), 'pulso-drill-'));
});
afterAll(async () => {
  await simulator.close();
  await second.drop();
  await rm(folder, { recursive: true });
});

const envOf = (database: TestDatabase) => ({
  DATABASE_URL: database.url,
  TOKEN_ENCRYPTION_KEY: KEY,
  MELI_API_URL: simulator.url,
  MELI_AUTH_URL: simulator.url,
  MELI_CLIENT_ID: simulator.clientId,
  MELI_CLIENT_SECRET: simulator.clientSecret,
  MELI_REQUESTS_PER_SECOND: '500',
  MELI_VISITS_PER_SECOND: '500',
});
const pulso = (database: TestDatabase, ...argv: string[]) => runCommand(argv, envOf(database), { folder });
const sync = async (database: TestDatabase) => {
  const ran = await runProgram('scheduler', ['run', 'sync-mercadolivre'], { env: envOf(database), folder });
  return { code: ran.code, outcome: JSON.parse(ran.stdout.trim().split('\n').at(-1) ?? '{}') };
};

test('after backup, loss of the database and restore every cell is what it was, and the next sync goes on', async () => {
  const { tenantId } = (await pulso(first, 'tenant', 'create', '--name', 'Loja', '--json')).json;
  const token = await simulator.issueRefreshToken(simulator.sellers[0]?.sellerId ?? '');
  await pulso(first, 'connection', 'add', '--tenant', tenantId, '--refresh-token', token);
  expect(await sync(first)).toMatchObject({ code: 0, outcome: { status: 'SUCCESS' } });
  await pulso(first, 'schedule', 'pause', '--tenant', tenantId, '--job', 'rebuild-daily-metrics');
  const truth = await readWholeTables(first.db);

  const saved = await pulso(first, 'backup', 'loja.gz', '--json');
  expect(saved).toMatchObject({ exitCode: 0, json: { file: join(folder, 'loja.gz') } });
  expect(await pulso(first, 'backup', 'loja.gz')).toMatchObject({ exitCode: 2, stdout: '' });
  await first.drop();

  const restored = await pulso(second, 'restore', 'loja.gz');
  expect(restored).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^Restaurado como estava em 2/) });
  const whole = await readWholeTables(second.db);
  expect(whole).toEqual(truth);
  for (const name of [
    'orders',
    'order_lines',
    'listing_metrics_daily',
    'account_metrics_daily',
    'job_logs',
    'connection_tokens',
  ]) {
    expect(whole[name]?.length, name).toBeGreaterThan(0);
  }
  expect(await pulso(second, 'restore', 'loja.gz')).toMatchObject({
    exitCode: 2,
    error: expect.stringContaining('empty database'),
  });

  expect(await sync(second)).toMatchObject({ code: 0, outcome: { tenantId, status: 'SUCCESS' } });
  const runs = await query(second.db, 'select status from job_logs order by created_at');
  expect(runs).toEqual([{ status: 'SUCCESS' }, { status: 'SUCCESS' }]);
});
