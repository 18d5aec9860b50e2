import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addConnection, createTenant } from '@pulso/connections';
import { query } from '@pulso/database';
import { createTestDatabase, type DatabaseLine, startDatabaseLine, type TestDatabase } from '@pulso/database/testing';
import { systemClock } from '@pulso/domain';
import { openJobDeps } from '@pulso/jobs';
import { type Simulator, startSimulator } from '@pulso/meli-simulator';
import { createLogger, resolveSettings } from '@pulso/runtime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HeldCalls, holdCalls } from '../testing/hold-calls.ts';
import { type ApiProgram, spawnApi } from '../testing/spawn-api.ts';
import { type Program, spawnScheduler } from '../testing/spawn-scheduler.ts';

const JOBS_KEY = 'key-of-the-tests';
const TOKEN_KEY = randomBytes(32).toString('base64');

let database: TestDatabase;
let line: DatabaseLine;
let simulator: Simulator;
let door: HeldCalls;
let folder: string;
let api: ApiProgram;
let scheduler: Program | null = null;

const env = () => ({
  DATABASE_URL: line.url,
  TOKEN_ENCRYPTION_KEY: TOKEN_KEY,
  INTERNAL_JOBS_KEY: JOBS_KEY,
  MELI_API_URL: door.url,
  MELI_AUTH_URL: door.url,
  MELI_CLIENT_ID: simulator.clientId,
  MELI_CLIENT_SECRET: simulator.clientSecret,
  LOG_LEVEL: 'fatal',
});

beforeAll(async () => {
  database = await createTestDatabase();
  line = await startDatabaseLine(database.url);
  simulator = await startSimulator({ world: { listings: 5, ordersPerDay: 2 } });
  door = await holdCalls(simulator.url);
  folder = await mkdtemp(join(tmpdir(), 'pulso-away-'));
  const log = createLogger({ app: 'test', level: 'silent' });
  const settings = await resolveSettings(env());
  const { deps, close } = await openJobDeps({ settings, clock: systemClock, log, applicationName: 'a test' });
  const { tenantId } = await createTenant(deps.db, { name: 'Loja', now: new Date() });
  const refreshToken = await simulator.issueRefreshToken(simulator.sellers[0]?.sellerId ?? '');
  await addConnection(deps.db, tenantId, { refreshToken, deps: deps.connections });
  await close();
  door.close();
  api = await spawnApi(env(), folder);
});
afterAll(async () => {
  door.open();
  for (const child of [api.child, scheduler?.child]) {
    if (!child || child.exitCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  await line.close();
  door.end();
  await simulator.close();
  await database.drop();
  await rm(folder, { recursive: true });
});

const ask = (path: string) => fetch(`${api.address}${path}`, { headers: { 'x-internal-key': JOBS_KEY } });
const running = () => query(database.db, `select 1 from job_logs where status = 'RUNNING'`);

test('API and scheduler outlive a database that goes away in the middle of a run, and end in order afterwards', async () => {
  const { child, ended } = (scheduler = spawnScheduler(['start'], env(), folder));
  await expect.poll(running, { timeout: 30_000 }).toHaveLength(1);
  await expect.poll(() => door.waiting, { timeout: 30_000 }).toBeGreaterThan(0);
  line.cut();
  door.open();
  const before = line.refused;
  // The scheduler's run and its look for due work, the API's look for orphans: each finds the line cut.
  await expect.poll(() => line.refused - before, { timeout: 30_000 }).toBeGreaterThan(2);
  expect((await ask('/healthz')).status).toBe(200);
  expect((await ask('/readyz')).status).toBe(503);
  const refused = await ask('/api/v1/jobs');
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
  line.restore();
  await expect.poll(async () => (await ask('/readyz')).status).toBe(200);
  expect([child.exitCode, api.child.exitCode]).toEqual([null, null]);

  for (const one of [child, api.child]) one.kill('SIGTERM');
  expect((await ended).code).toBe(0);
  if (api.child.exitCode === null) await once(api.child, 'exit');
  expect(api.child.exitCode).toBe(0);
});
