import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setInterval as ticks } from 'node:timers/promises';
import { query } from '@pulso/database';
import { createTestDatabase } from '@pulso/database/testing';
import { type Simulator, startSimulator } from '@pulso/meli-simulator';
import type { Draw } from './draw.ts';
import { expectTruth } from './expect-truth.ts';

const AT = new Date('2026-11-20T15:34:00Z');
const DAYS = 30;
const ROOT = join(import.meta.dirname, '../..');

/** Kills the real scheduler at a drawn call of its sync, again and again; in the end the tables equal the truth and no run hangs. */
export async function killProcesses(draw: Draw, { kills }: { kills: number }): Promise<string> {
  const database = await createTestDatabase();
  const world = { listings: draw.whole(22, 60), ordersPerDay: draw.whole(3, 25), historyDays: 60 };
  const clock = { now: () => AT };
  const simulator = await startSimulator({
    seed: `kills ${draw.whole(1, 1e9)}`,
    anchorDay: '2026-11-20',
    world,
    clock,
  });
  const folder = await mkdtemp(join(tmpdir(), 'pulso-soak-'));
  const env = environment(simulator, { databaseUrl: database.url, folder });
  try {
    const { tenantId } = await runToEnd(['apps/cli/src/main.ts', 'tenant', 'create', '--name', 'Loja', '--json'], env);
    const sellerId = simulator.sellers[0]?.sellerId ?? '';
    const token = await simulator.issueRefreshToken(sellerId);
    const add = ['apps/cli/src/main.ts', 'connection', 'add', '--tenant', tenantId ?? '', '--refresh-token', token];
    await runToEnd([...add, '--json'], env);

    let inTheMiddle = 0;
    for (let kill = 0; kill < kills; kill++) {
      const signal = draw.share() < 0.8 ? 'SIGKILL' : 'SIGTERM';
      // What was read before is not read again, so that the calls left become fewer with every kill.
      const calls = callsOf(simulator) + draw.whole(1, Math.ceil(200 / (kill + 1)));
      if (await killAt(calls, { simulator, signal, env })) inTheMiddle += 1;
    }
    assert.ok(inTheMiddle > 0, 'no process was killed in the middle of its work');
    await runToEnd(syncArguments, env);
    const rows = await expectTruth(database.db, tenantId ?? '', {
      simulator,
      sellerId,
      reads: [{ at: AT, days: DAYS }],
    });
    const runs = await query<{ status: string; count: number }>(
      database.db,
      'select status, count(*)::int as count from job_logs where tenant_id = $1 group by status order by status',
      { bind: [tenantId] },
    );
    assert.ok(!runs.some(({ status }) => ['QUEUED', 'RUNNING'].includes(status)), JSON.stringify(runs));
    const counts = runs.map(({ status, count }) => `${count} ${status}`).join(', ');
    return `${inTheMiddle} of ${kills} processes killed in the middle, ${rows} rows as the truth has them, runs: ${counts}`;
  } finally {
    await simulator.close();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  }
}

const syncArguments = ['apps/scheduler/src/main.ts', 'run', 'sync-mercadolivre', '--days-back', String(DAYS)];

function environment(simulator: Simulator, { databaseUrl, folder }: { databaseUrl: string; folder: string }) {
  return {
    PATH: process.env.PATH ?? '',
    PULSO_DATA_DIR: folder,
    PULSO_SOAK_AT_MS: String(AT.getTime()),
    DATABASE_URL: databaseUrl,
    TOKEN_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    MELI_API_URL: simulator.url,
    MELI_AUTH_URL: simulator.url,
    MELI_CLIENT_ID: simulator.clientId,
    MELI_CLIENT_SECRET: simulator.clientSecret,
    MELI_REQUESTS_PER_SECOND: '500',
    MELI_VISITS_PER_SECOND: '500',
    LOG_LEVEL: 'warn',
  };
}

type Environment = ReturnType<typeof environment>;

function start(argv: readonly string[], env: Environment): ChildProcess {
  const freeze = join(import.meta.dirname, 'freeze-clock.mjs');
  return spawn(process.execPath, ['--import', freeze, ...argv], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** @returns its last line; @throws AssertionError with its errors unless it ends well */
async function runToEnd(argv: readonly string[], env: Environment): Promise<Record<string, string>> {
  const child = start(argv, env);
  const [lines, errors, [code]] = await Promise.all([
    child.stdout?.setEncoding('utf8').toArray(),
    child.stderr?.setEncoding('utf8').toArray(),
    once(child, 'exit'),
  ]);
  assert.equal(code, 0, errors?.join(''));
  return JSON.parse(lines?.join('').trim().split('\n').at(-1) ?? '');
}

/** Starts a sync and ends it as soon as the simulator has seen so many calls. @returns false when it was done before */
async function killAt(
  calls: number,
  { simulator, signal, env }: { simulator: Simulator; signal: NodeJS.Signals; env: Environment },
): Promise<boolean> {
  const child = start(syncArguments, env);
  child.stdout?.resume();
  child.stderr?.resume();
  const ended = once(child, 'exit');
  for await (const _ of ticks(2)) {
    if (child.exitCode !== null || child.signalCode !== null || callsOf(simulator) >= calls) break;
  }
  const isAlive = child.exitCode === null && child.signalCode === null;
  child.kill(signal);
  await ended;
  return isAlive;
}

function callsOf(simulator: Simulator): number {
  return Object.values(simulator.counters()).reduce((sum, count) => sum + count, 0);
}
