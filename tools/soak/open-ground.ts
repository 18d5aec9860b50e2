import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { query } from '@pulso/database';
import { createTestDatabase, startDatabaseLine } from '@pulso/database/testing';
import { startSimulator } from '@pulso/meli-simulator';
import { inheritedEnvironment } from '@pulso/runtime/testing';
import type { Draw } from './draw.ts';
import { expectTruth } from './expect-truth.ts';

/** The instant at which everything happens, so that there is one truth. */
export const AT = new Date('2026-11-20T15:34:00Z');
export const DAYS = 30;
/** For the job endpoints of an API on this ground. */
export const JOBS_KEY = 'key-of-the-soak';
const ROOT = join(import.meta.dirname, '../..');
const FREEZE = join(import.meta.dirname, 'freeze-clock.mjs');

interface Ended {
  code: number;
  said: string;
  line: Record<string, string>;
}

/** The real programs, from their sources, with this environment and a clock that stands still. */
function openPrograms(env: Record<string, string>) {
  const start = (argv: readonly string[]): ChildProcess =>
    spawn(process.execPath, ['--import', FREEZE, ...argv], {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
  /** @returns how it ended and its last line */
  const run = async (argv: readonly string[]): Promise<Ended> => {
    const child = start(argv);
    const [lines, errors, [code]] = await Promise.all([
      child.stdout?.setEncoding('utf8').toArray(),
      child.stderr?.setEncoding('utf8').toArray(),
      once(child, 'exit'),
    ]);
    const said = [...(lines ?? []), ...(errors ?? [])].join('');
    return { code, said, line: JSON.parse(lines?.join('').trim().split('\n').at(-1) || '{}') };
  };
  /** @returns its last line; @throws AssertionError with its errors unless it ends well */
  const runToEnd = async (argv: readonly string[]): Promise<Record<string, string>> => {
    const { code, said, line } = await run(argv);
    assert.equal(code, 0, said);
    return line;
  };
  return { start, run, runToEnd };
}

/** One connected seller of a simulator, a database behind a line that can be cut, and the real programs on one instant. */
export async function openGround(draw: Draw) {
  const database = await createTestDatabase();
  const line = await startDatabaseLine(database.url);
  const world = { listings: draw.whole(22, 60), ordersPerDay: draw.whole(3, 25), historyDays: 60 };
  const clock = { now: () => AT };
  const simulator = await startSimulator({ seed: `soak ${draw.whole(1, 1e9)}`, anchorDay: '2026-11-20', world, clock });
  const folder = await mkdtemp(join(tmpdir(), 'pulso-soak-'));
  const env = {
    ...inheritedEnvironment(),
    PULSO_DATA_DIR: folder,
    PULSO_SOAK_AT_MS: String(AT.getTime()),
    PORT: '0',
    DATABASE_URL: line.url,
    INTERNAL_JOBS_KEY: JOBS_KEY,
    TOKEN_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    MELI_API_URL: simulator.url,
    MELI_AUTH_URL: simulator.url,
    MELI_CLIENT_ID: simulator.clientId,
    MELI_CLIENT_SECRET: simulator.clientSecret,
    MELI_REQUESTS_PER_SECOND: '500',
    MELI_VISITS_PER_SECOND: '500',
    LOG_LEVEL: 'fatal',
  };
  const { start, run, runToEnd } = openPrograms(env);
  const cli = 'apps/cli/src/main.ts';
  const { tenantId = '' } = await runToEnd([cli, 'tenant', 'create', '--name', 'Loja', '--json']);
  const sellerId = simulator.sellers[0]?.sellerId ?? '';
  const token = await simulator.issueRefreshToken(sellerId);
  await runToEnd([cli, 'connection', 'add', '--tenant', tenantId, '--refresh-token', token, '--json']);
  return {
    line,
    tenantId,
    start,
    run,
    runToEnd,
    calls: () => Object.values(simulator.counters()).reduce((sum, count) => sum + count, 0),
    /** Holds the tables against the truth, and no run may be left in the middle. @returns both in words */
    async expectInOrder(): Promise<string> {
      const reads = [{ at: AT, days: DAYS }];
      const rows = await expectTruth(database.db, tenantId, { simulator, sellerId, reads });
      const runs = await query<{ status: string; count: number }>(
        database.db,
        'select status, count(*)::int as count from job_logs where tenant_id = $1 group by status order by status',
        { bind: [tenantId] },
      );
      assert.ok(!runs.some(({ status }) => ['QUEUED', 'RUNNING'].includes(status)), JSON.stringify(runs));
      return `${rows} rows as the truth has them, runs: ${runs.map(({ status, count }) => `${count} ${status}`).join(', ')}`;
    },
    async close() {
      await line.close();
      await simulator.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type Ground = Awaited<ReturnType<typeof openGround>>;
