import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { query } from '@pulso/database';
import { createTestDatabase, type TestDatabase } from '@pulso/database/testing';
import { businessDayOf } from '@pulso/domain';
import { type Simulator, startSimulator } from '@pulso/meli-simulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runProgram } from './testing/spawn-program.ts';

let database: TestDatabase;
let simulator: Simulator;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase({ empty: true });
  simulator = await startSimulator({ world: { listings: 12, ordersPerDay: 4 } });
  folder = await mkdtemp(join(tmpdir(), 'pulso-cli-'));
});
afterAll(async () => {
  await simulator.close();
  await database.drop();
  await rm(folder, { recursive: true });
});

test('an empty PostgreSQL is filled by four commands, with neither API nor npm start running', async () => {
  const env = {
    DATABASE_URL: database.url,
    TOKEN_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    MELI_API_URL: simulator.url,
    MELI_AUTH_URL: simulator.url,
    MELI_CLIENT_ID: simulator.clientId,
    MELI_CLIENT_SECRET: simulator.clientSecret,
    MELI_REQUESTS_PER_SECOND: '500',
    MELI_VISITS_PER_SECOND: '500',
  };
  const sync = () => runProgram('scheduler', ['run', 'sync-mercadolivre'], { env, folder });
  const pulso = async (argv: string[], stdin?: string) => {
    const ran = await runProgram('pulso', [...argv, '--json'], { env, folder, ...(stdin ? { stdin } : {}) });
    expect({ code: ran.code, stderr: ran.stderr, lines: ran.stdout.split('\n').length }).toEqual({
      code: 0,
      stderr: '',
      lines: 2,
    });
    return JSON.parse(ran.stdout);
  };

  const early = await sync();
  expect({ code: early.code, stdout: early.stdout }).toEqual({ code: 1, stdout: '' });
  expect(early.stderr).toContain('pulso db migrate');

  const [seller] = simulator.sellers;
  expect(await pulso(['db', 'migrate'])).toMatchObject({ pending: [] });
  const { tenantId } = await pulso(['tenant', 'create', '--name', 'Loja']);
  const token = await simulator.issueRefreshToken(seller?.sellerId ?? '');
  const added = await pulso(['connection', 'add', '--tenant', tenantId, '--refresh-token', '-'], `${token}\n`);
  expect(added).toEqual({ connectionId: expect.any(String), sellerId: seller?.sellerId });

  const today = () => businessDayOf(simulator.now(), 'America/Sao_Paulo');
  const before = today();
  const synced = await sync();
  const outcome = JSON.parse(synced.stdout.trim().split('\n').at(-1) ?? '');
  expect({ code: synced.code, outcome }).toMatchObject({
    code: 0,
    outcome: { tenantId, success: true, status: 'SUCCESS', duplicate: false },
  });
  const [{ newest, rows } = { newest: null, rows: 0 }] = await query<{ newest: string | null; rows: number }>(
    database.db,
    'select max(date)::text as newest, count(*)::int as rows from listing_metrics_daily',
  );
  expect([before, today()]).toContain(newest);
  expect(rows).toBeGreaterThan(12);
  expect(await query(database.db, 'select id, status, trigger, attempt from job_logs')).toEqual([
    { id: outcome.jobLogId, status: 'SUCCESS', trigger: 'cli', attempt: 1 },
  ]);
});
