import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTokenCipher } from '@pulso/connections';
import { query } from '@pulso/database';
import { createTestDatabase, type TestDatabase } from '@pulso/database/testing';
import { fixedClock } from '@pulso/domain';
import { type Simulator, startSimulator } from '@pulso/meli-simulator';
import { ensureLocalSecrets, writeRunningStart } from '@pulso/runtime';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../testing/run-command.ts';
import type { CheckName, Finding } from './finding.ts';

const KEY = randomBytes(32).toString('base64');
const HOUR_MS = 3_600_000;

let database: TestDatabase;
let simulator: Simulator;
let tenantId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  simulator = await startSimulator({ world: { listings: 2, ordersPerDay: 1 } });
  tenantId = (await runCommand(['tenant', 'create', '--name', 'Loja', '--json'], env())).json.tenantId;
  const token = await simulator.issueRefreshToken(simulator.sellers[0]?.sellerId ?? '');
  await runCommand(['connection', 'add', '--tenant', tenantId, '--refresh-token', token], env());
  await query(
    database.db,
    `insert into source_coverage (tenant_id, connection_id, source, covered_through, last_success_at)
     select tenant_id, connection_id, source, now(), now() from connections, unnest(array['listings', 'orders', 'visits']) as source`,
  );
});
afterAll(async () => {
  await simulator.close();
  await database.drop();
});
afterEach(() => query(database.db, `update connections set status = 'active'`));

function env(more: Record<string, string> = {}): Record<string, string> {
  return {
    DATABASE_URL: database.url,
    TOKEN_ENCRYPTION_KEY: KEY,
    MELI_API_URL: simulator.url,
    MELI_AUTH_URL: simulator.url,
    MELI_CLIENT_ID: simulator.clientId,
    MELI_CLIENT_SECRET: simulator.clientSecret,
    ALERT_WEBHOOK_URL: 'http://127.0.0.1:9/',
    ...more,
  };
}

/** What doctor finds; its exit code is 1 exactly when something fails. */
async function examine(more: Record<string, string> = {}, context = {}): Promise<Finding[]> {
  const { exitCode, json } = await runCommand(['doctor', '--json'], env(more), context);
  expect(exitCode).toBe(json.findings.some((one) => one.status === 'fail') ? 1 : 0);
  expect(json.ok).toBe(exitCode === 0);
  for (const { status, todo } of json.findings) expect(todo === null).toBe(status === 'ok');
  return json.findings;
}

const about = (check: CheckName, findings: readonly Finding[]) => findings.filter((one) => one.check === check);
const refreshes = () => simulator.counters()['POST /oauth/token'] ?? 0;
const closedPort = async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' ? address?.port : null;
};

describe('pulso doctor on a system in order', () => {
  test('finds everything in order and spends no refresh token', async () => {
    const before = refreshes();
    expect(before).toBeGreaterThan(0);
    const findings = await examine();
    expect(findings.map(({ check, status }) => `${check} ${status}`)).toEqual([
      'configuration ok',
      'database ok',
      'schema ok',
      'clock ok',
      'mercadolivre ok',
      'connection ok',
      'schedule ok',
      'freshness ok',
      'notices ok',
      'alerts ok',
    ]);
    expect(refreshes()).toBe(before);
    const { stdout, exitCode } = await runCommand(['doctor'], env());
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^ok {5}Configuração válida: usa o banco de DATABASE_URL e o Mercado Livre\n/);
  });
});

describe('pulso doctor on a connection', () => {
  test('leaves an expired key to the next sync, which is no failure', async () => {
    const before = refreshes();
    const clock = fixedClock(new Date(simulator.now().getTime() + 7 * HOUR_MS));
    expect(about('connection', await examine({}, { clock }))).toMatchObject([
      { status: 'warn', message: expect.stringContaining('expirou'), todo: expect.stringContaining(tenantId) },
    ]);
    expect(refreshes()).toBe(before);
  });

  test('leaves a refused key to the next sync too', async () => {
    const before = refreshes();
    const { db } = database;
    const [stored] = await query<{ token: string }>(db, 'select access_token_cipher as token from connection_tokens');
    const setToken = (token: string) =>
      query(db, 'update connection_tokens set access_token_cipher = $1', { bind: [token] });
    // The seller changed the password, and the key died before its time.
    await setToken(createTokenCipher([Buffer.from(KEY, 'base64')]).encrypt('APP_USR-dead'));
    expect(about('connection', await examine())).toMatchObject([
      { status: 'warn', message: expect.stringContaining('recusou') },
    ]);
    expect(refreshes()).toBe(before);
    await setToken(stored?.token ?? '');
  });

  test('says how to connect a seller again who has to authorise', async () => {
    const reason = 'O Mercado Livre encerrou a autorização desta conta.';
    await query(database.db, `update connections set status = 'reauthorisation_required', status_reason = $1`, {
      bind: [reason],
    });
    expect(about('connection', await examine())).toMatchObject([
      {
        status: 'fail',
        message: expect.stringContaining(reason),
        todo: expect.stringContaining(`connection add --tenant ${tenantId}`),
      },
    ]);
  });

  test('names the key of encryption when another one is needed', async () => {
    const findings = await examine({ TOKEN_ENCRYPTION_KEY: randomBytes(32).toString('base64') });
    expect(about('connection', findings)).toMatchObject([
      { status: 'fail', todo: expect.stringContaining('TOKEN_ENCRYPTION_KEY') },
    ]);
  });
});

describe('pulso doctor on what is wrong around', () => {
  test('names every fault of the environment', async () => {
    const findings = await examine({ PORT: 'x', TOKEN_ENCRYPTION_KEY: 'short' });
    expect(findings.map(({ check, status }) => `${check} ${status}`)).toEqual([
      'configuration fail',
      'configuration fail',
    ]);
    expect(findings.map((one) => one.message).join()).toMatch(/PORT.*TOKEN_ENCRYPTION_KEY/);
  });

  test('without Mercado Livre still examines the database', async () => {
    const findings = await examine({ MELI_CLIENT_ID: '', MELI_CLIENT_SECRET: '', PULSO_DATA_DIR: '/nonexistent' });
    expect(findings.map(({ check, status }) => `${check} ${status}`)).toEqual([
      'configuration fail',
      'database ok',
      'schema ok',
      'clock ok',
      'schedule ok',
      'freshness ok',
      'notices ok',
      'alerts ok',
    ]);
    expect(findings[0]?.todo).toContain('MELI_CLIENT_ID');
  });

  test('a clock ten minutes ahead is a failure, ten seconds behind a warning', async () => {
    const off = (ms: number) => ({ clock: { now: () => new Date(Date.now() + ms) } });
    const [first, ...others] = await examine({}, off(600_000));
    expect(first).toMatchObject({
      check: 'clock',
      status: 'fail',
      message: expect.stringMatching(
        /^Relógio desta máquina adiantado (600|599\.\d|600\.\d) s \(10 min\) em relação ao do banco de dados e ao do Mercado Livre$/,
      ),
      todo: expect.stringMatching(/NTP.*5 minutos à frente são recusados/),
    });
    expect(about('clock', others)).toEqual([]);
    expect(about('clock', await examine({}, off(-10_000)))).toMatchObject([
      { status: 'warn', message: expect.stringContaining('atrasado') },
    ]);
  });

  test('a schema that is behind is a failure that names the command', async () => {
    const empty = await createTestDatabase({ empty: true });
    const findings = await examine({ DATABASE_URL: empty.url });
    expect(about('schema', findings)).toMatchObject([
      { status: 'fail', todo: expect.stringContaining('pulso -- db migrate') },
    ]);
    expect(about('connection', findings)).toEqual([]);
    await empty.drop();
  });

  test('a database that does not keep tenants apart by itself is a warning that says how it would', async () => {
    await query(database.db, 'create table not_walled (tenant_id uuid)');
    const findings = await examine();
    await query(database.db, 'drop table not_walled');
    expect(findings.find(({ check }) => check === 'wall')).toMatchObject({
      status: 'warn',
      todo: expect.stringContaining('pulso_tenant'),
    });
  });

  test('a replica that follows, one that is behind, and one that does not answer', async () => {
    const replica = await createTestDatabase();
    const find = async (url: string) => about('replica', await examine({ DATABASE_REPLICA_URL: url }));
    await query(
      database.db,
      `insert into job_logs (id, tenant_id, job_type, status, trigger, attempt, created_at, started_at, completed_at)
       values (gen_random_uuid(), $1, 'housekeeping', 'SUCCESS', 'schedule', 1, now() - interval '2 min', now() - interval '2 min', now())`,
      { bind: [tenantId] },
    );
    expect(await find(database.url)).toMatchObject([{ status: 'ok' }]);
    expect(await find(replica.url)).toMatchObject([{ status: 'warn', todo: expect.stringContaining('REPLICA') }]);
    await query(database.db, 'delete from job_logs');
    await replica.drop();
    const away = await find(`postgres://pulso:hidden@127.0.0.1:${await closedPort()}/pulso`);
    expect(away).toMatchObject([{ status: 'warn', message: expect.not.stringContaining('hidden') }]);
    expect(about('replica', await examine())).toEqual([]);
  });

  test('a database and a Mercado Livre that do not answer', async () => {
    const port = await closedPort();
    const findings = await examine({
      DATABASE_URL: `postgres://pulso:hidden@127.0.0.1:${port}/pulso`,
      MELI_API_URL: `http://127.0.0.1:${port}`,
    });
    expect(findings).toMatchObject([
      { check: 'database', status: 'fail', todo: expect.stringContaining('DATABASE_URL') },
      { check: 'mercadolivre', status: 'fail', todo: expect.stringContaining('MELI_API_URL') },
      { check: 'configuration', status: 'ok' },
      { check: 'alerts', status: 'ok' },
    ]);
    expect(JSON.stringify(findings)).not.toContain('hidden');
  });

  test('the state of a npm start that died sends to npm start', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'pulso-doctor-'));
    await ensureLocalSecrets(dataDir);
    const port = await closedPort();
    const simulated = { apiUrl: simulator.url, authUrl: simulator.url, clientId: 'a', clientSecret: 'b' };
    await writeRunningStart(dataDir, {
      databaseUrl: `postgres://u:p@127.0.0.1:${port}/d`,
      simulator: simulated,
      address: null,
      pid: 1,
      startedAt: new Date().toISOString(),
    });
    const { exitCode, json } = await runCommand(['doctor', '--json'], { PULSO_DATA_DIR: dataDir });
    expect(exitCode).toBe(1);
    expect(about('database', json.findings)).toMatchObject([
      { status: 'fail', todo: expect.stringContaining('npm start') },
    ]);
    expect(await runCommand(['tenant', 'list'], { PULSO_DATA_DIR: dataDir })).toMatchObject({
      exitCode: 2,
      error: expect.stringContaining('npm start'),
    });
    await rm(dataDir, { recursive: true });
  });
});
