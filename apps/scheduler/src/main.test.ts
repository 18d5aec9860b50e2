import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addConnection, createTenant } from '@pulso/connections';
import { query } from '@pulso/database';
import { createTestDatabase, type TestDatabase } from '@pulso/database/testing';
import { businessDayOf, systemClock } from '@pulso/domain';
import { openJobDeps } from '@pulso/jobs';
import { type Simulator, startSimulator } from '@pulso/meli-simulator';
import { createLogger, resolveSettings } from '@pulso/runtime';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Program, runScheduler, spawnScheduler } from './testing/spawn-scheduler.ts';

const KEY = randomBytes(32).toString('base64');
const NOBODY = '1b4e28ba-2fa1-41d2-883f-b9a761bde3fb';

let database: TestDatabase;
let simulator: Simulator;
let folder: string;
const children: ChildProcess[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  simulator = await startSimulator({ world: { listings: 5, ordersPerDay: 2 } });
  folder = await mkdtemp(join(tmpdir(), 'pulso-scheduler-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});
afterAll(async () => {
  await simulator.close();
  await database.drop();
  await rm(folder, { recursive: true });
});

const withDatabase = () => ({ DATABASE_URL: database.url, TOKEN_ENCRYPTION_KEY: KEY });
const withEverything = (meliUrl = simulator.url) => ({
  ...withDatabase(),
  MELI_API_URL: meliUrl,
  MELI_AUTH_URL: meliUrl,
  MELI_CLIENT_ID: simulator.clientId,
  MELI_CLIENT_SECRET: simulator.clientSecret,
  MELI_REQUESTS_PER_SECOND: '500',
  MELI_VISITS_PER_SECOND: '500',
});

function start(args: string[], env: Record<string, string>): Program {
  const program = spawnScheduler(args, env, folder);
  children.push(program.child);
  return program;
}

/** A tenant with one connection, made as `pulso connection add` makes it. */
async function connectTenant(name: string, env: Record<string, string>, refreshToken: string): Promise<string> {
  const settings = await resolveSettings(env);
  const log = createLogger({ app: 'test', level: 'silent' });
  const { deps, close } = await openJobDeps({ settings, clock: systemClock, log, applicationName: 'pulso test' });
  const { tenantId } = await createTenant(deps.db, { name, now: new Date() });
  await addConnection(deps.db, tenantId, { refreshToken, deps: deps.connections });
  await close();
  return tenantId;
}

const removeTenants = () => query(database.db, 'delete from tenants');
const rowsOfRuns = () =>
  query<{ id: string; status: string; trigger: string }>(
    database.db,
    'select id, status, trigger from job_logs order by created_at',
  );
const isJsonLines = (text: string) => text.split('\n').every((line) => line === '' || line.startsWith('{"'));

describe('scheduler as a process, with a database and Mercado Livre alone', () => {
  let tenantId: string;
  beforeAll(async () => {
    const refreshToken = await simulator.issueRefreshToken(simulator.sellers[0]?.sellerId ?? '');
    tenantId = await connectTenant('Loja', withEverything(), refreshToken);
  });
  afterAll(removeTenants);

  test('start brings a connection that was never synced up to today at once, and ends cleanly when told to', async () => {
    const today = () => businessDayOf(simulator.now(), 'America/Sao_Paulo');
    const began = today();
    const { child, lines, ended } = start(['start'], withEverything());
    expect((await lines.next()).value).toEqual({
      type: 'started',
      jobs: ['sync-mercadolivre', 'rebuild-daily-metrics', 'housekeeping'],
    });
    const { value: outcome } = await lines.next();
    expect(outcome).toMatchObject({ tenantId, success: true, status: 'SUCCESS', duplicate: false });
    child.kill('SIGTERM');
    expect((await lines.next()).done).toBe(true);
    const { code, stderr } = await ended;
    expect({ code, isJson: isJsonLines(stderr) }).toEqual({ code: 0, isJson: true });
    const [{ newest } = { newest: null }] = await query<{ newest: string | null }>(
      database.db,
      'select max(date)::text as newest from listing_metrics_daily',
    );
    expect([began, today()]).toContain(newest);
    expect(await rowsOfRuns()).toMatchObject([{ status: 'SUCCESS', trigger: 'schedule' }]);
  });

  test('start ends when the process that started it is gone', async () => {
    const { child, lines, ended } = start(['start'], withEverything());
    await lines.next();
    child.disconnect();
    expect((await ended).code).toBe(0);
  });

  test('run prints the outcome as its last and only line, and the same slot again is the same run', async () => {
    const slot = new Date(Math.floor(Date.now() / 60_000) * 60_000).toISOString();
    const args = ['run', 'sync-mercadolivre', '--tenant', tenantId, '--days-back', '3', '--slot', slot];
    const first = await runScheduler(args, withEverything(), folder);
    expect(first).toMatchObject({ code: 0, lines: [{ tenantId, success: true, status: 'SUCCESS', duplicate: false }] });
    expect(isJsonLines(first.stderr)).toBe(true);
    const [outcome] = first.lines;
    for (const field of ['jobLogId', 'duration', 'recordsProcessed', 'sync', 'orders', 'visits', 'dateRange']) {
      expect(outcome).toHaveProperty(field);
    }
    const again = await runScheduler(args, withEverything(), folder);
    expect(again).toMatchObject({ code: 0, lines: [{ ...outcome, duplicate: true }] });
  });

  test('run over several tenants prints a line for each and then the outcome; a rebuild needs no Mercado Livre', async () => {
    const other = await createTenant(database.db, { name: 'Sem conta', now: new Date() });
    const { code, lines } = await runScheduler(['run', 'rebuild-daily-metrics'], withDatabase(), folder);
    expect(code).toBe(0);
    expect(lines).toHaveLength(3);
    expect(lines[2]).toMatchObject({ success: true, status: 'SUCCESS' });
    const ids = [tenantId, other.tenantId].sort();
    const first = lines.slice(0, 2).map((line) => String(line.tenantId));
    expect(first.sort()).toEqual(ids);
    const { runs } = lines[2] as { runs: { tenantId: string }[] };
    expect(runs.map((run) => run.tenantId).sort()).toEqual(ids);
    await query(database.db, 'delete from tenants where tenant_id = $1', { bind: [other.tenantId] });
  });

  test('run exits 3 when every connection needs its seller, and so does its duplicate', async () => {
    await query(database.db, `update connections set status = 'reauthorisation_required'`);
    const args = ['run', 'sync-mercadolivre', '--slot', new Date().toISOString()];
    for (const duplicate of [false, true]) {
      expect(await runScheduler(args, withEverything(), folder)).toMatchObject({
        code: 3,
        lines: [{ tenantId, success: false, status: 'FAILED', errorCode: 'reauthorisation_required', duplicate }],
      });
    }
    await query(database.db, `update connections set status = 'active'`);
  });

  test('run for an unknown tenant exits 2, says so on stderr and writes nothing', async () => {
    const before = await rowsOfRuns();
    const args = ['run', 'sync-mercadolivre', '--tenant', NOBODY];
    const { code, lines, stderr } = await runScheduler(args, withEverything(), folder);
    expect({ code, lines }).toEqual({ code: 2, lines: [] });
    expect(stderr).toContain(NOBODY);
    expect(await rowsOfRuns()).toEqual(before);
  });

  test('next prints the slots that come', async () => {
    const { code, lines } = await runScheduler(['next', '--count', '4'], withDatabase(), folder);
    expect(code).toBe(0);
    expect(lines).toHaveLength(4);
    const syncs = lines.filter(({ jobType }) => jobType === 'sync-mercadolivre');
    expect(syncs[0]).toMatchObject({ timeZone: 'America/Sao_Paulo', tenants: 1 });
    const [first, second] = syncs.map((line) => Date.parse(String(line.slot)));
    expect((second ?? 0) - (first ?? 0)).toBe(3_600_000);
  });
});

test('a reader that goes away, as head does, ends nothing with an error', async () => {
  // Many times what a pipe holds.
  const { child, ended } = start(['next', '--count', '3000'], withDatabase());
  child.stdout?.destroy();
  expect(await ended).toEqual({ code: 0, stderr: '' });
});

test('without a schema run exits 1 and names the command that makes one', async () => {
  const empty = await createTestDatabase({ empty: true });
  const env = { ...withEverything(), DATABASE_URL: empty.url };
  const { code, lines, stderr } = await runScheduler(['run', 'sync-mercadolivre'], env, folder);
  expect({ code, lines }).toEqual({ code: 1, lines: [] });
  expect(stderr).toContain('pulso db migrate');
  await empty.drop();
});

describe('a run that is told to stop', () => {
  let silent: Server;
  let onCall: () => void;
  beforeAll(async () => {
    // Gives keys, and then never answers.
    silent = createServer((request, answer) => {
      if (request.url !== '/oauth/token') return onCall();
      const pair = { access_token: 'APP_USR-1', refresh_token: 'TG-1-77', expires_in: 21_600, user_id: 77 };
      answer.setHeader('content-type', 'application/json').end(JSON.stringify({ ...pair, scope: 'offline_access' }));
    }).listen(0, '127.0.0.1');
    await once(silent, 'listening');
  });
  afterAll(async () => {
    await removeTenants();
    silent.closeAllConnections();
    silent.close();
  });

  test('ends its row, prints the outcome and exits 1', async () => {
    const env = withEverything(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`);
    const tenantId = await connectTenant('Loja parada', env, 'TG-0-77');
    const { child, lines, ended } = start(['run', 'sync-mercadolivre'], env);
    onCall = () => child.kill('SIGTERM');
    const { value: outcome } = await lines.next();
    expect(outcome).toMatchObject({ tenantId, success: false, status: 'FAILED', errorCode: 'interrupted' });
    expect((await ended).code).toBe(1);
    expect(await rowsOfRuns()).toMatchObject([{ id: outcome?.jobLogId, status: 'FAILED' }]);
  });
});
