import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { addConnection, createTenant } from '@pulso/connections';
import { createTestDatabase } from '@pulso/database/testing';
import { openJobDeps } from '@pulso/jobs';
import { startSimulator } from '@pulso/meli-simulator';
import { createLogger, resolveSettings } from '@pulso/runtime';
import type { Line } from '../match-filter-pattern.ts';

const ROOT = join(import.meta.dirname, '../../..');
const MAIN = { api: 'apps/api/src/main.ts', scheduler: 'apps/scheduler/src/main.ts', cli: 'apps/cli/src/main.ts' };
/** 02:50 in São Paulo, so that the night comes soon. */
const BEGINS = '2026-11-20T05:50:00Z';
/** Every tenant's delay has passed, and no run is late yet. */
const NIGHT = '2026-11-20T06:05:30Z';

export type LocalSystem = Awaited<ReturnType<typeof openLocalSystem>>;

/**
 * What the runbook finds in production, here: a database with one connected tenant, Mercado Livre, and our programs as processes of their
 * own, all on one clock that begins shortly before a night.
 */
export async function openLocalSystem() {
  let shift_ms = Date.parse(BEGINS) - Date.now();
  const clock = { now: () => new Date(Date.now() + shift_ms) };
  const database = await createTestDatabase();
  const simulator = await startSimulator({
    seed: 'runbook',
    anchorDay: BEGINS.slice(0, 10),
    clock,
    world: { listings: 4, ordersPerDay: 2, historyDays: 40 },
  });
  const folder = await mkdtemp(join(tmpdir(), 'pulso-runbook-'));
  const settings = {
    DATABASE_URL: database.url,
    TOKEN_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    MELI_API_URL: simulator.url,
    MELI_AUTH_URL: simulator.url,
    MELI_CLIENT_ID: simulator.clientId,
    MELI_CLIENT_SECRET: simulator.clientSecret,
    MELI_REQUESTS_PER_SECOND: '500',
    MELI_VISITS_PER_SECOND: '500',
  };
  const tenantId = await connectTenant();
  /** What each program has logged, as CloudWatch keeps it. */
  const logs: Record<keyof typeof MAIN, Line[]> = { api: [], scheduler: [], cli: [] };
  const news = new EventEmitter();
  const running = new Map<keyof typeof MAIN, ChildProcess>();

  async function connectTenant() {
    const log = createLogger({ app: 'test', level: 'silent' });
    const opened = await openJobDeps({
      settings: await resolveSettings(settings),
      clock,
      log,
      applicationName: 'test',
    });
    const created = await createTenant(opened.deps.db, { name: 'Loja', now: clock.now() });
    const refreshToken = await simulator.issueRefreshToken(simulator.sellers[0]?.sellerId ?? '');
    await addConnection(opened.deps.db, created.tenantId, { refreshToken, deps: opened.deps.connections });
    await opened.close();
    return created.tenantId;
  }

  function spawnProgram(name: keyof typeof MAIN, args: readonly string[], env: Record<string, string> = {}) {
    const child = spawn(process.execPath, [join(ROOT, MAIN[name]), ...args], {
      cwd: folder,
      env: {
        PATH: process.env['PATH'] ?? '',
        PULSO_DATA_DIR: join(folder, 'data'),
        PULSO_TEST_SHIFT_MS: String(shift_ms),
        NODE_OPTIONS: `--import=${join(ROOT, 'tools/e2e/shift-clock.mjs')}`,
        ...settings,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    if (!child.stdout || !child.stderr) throw new Error(`${name} has no output`);
    createInterface({ input: child.stderr }).on('line', (line) => {
      logs[name].push(line.startsWith('{') ? JSON.parse(line) : { msg: line });
      news.emit('line');
    });
    return { child, stdout: child.stdout };
  }

  async function stop(name: keyof typeof MAIN) {
    const child = running.get(name);
    running.delete(name);
    if (!child || child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }

  async function startApi(jobsKey: string) {
    await stop('api');
    const { child, stdout } = spawnProgram('api', [], { PORT: '0', INTERNAL_JOBS_KEY: jobsKey });
    stdout.resume();
    running.set('api', child);
    const early = once(child, 'exit').then(() => {
      throw new Error(`The API ended: ${JSON.stringify(logs.api.at(-1))}`);
    });
    const [{ address }] = await Promise.race([once(child, 'message'), early]);
    return String(address);
  }

  return {
    db: database.db,
    tenantId,
    logs,
    now: clock.now,
    /** Ends the copy that runs. @returns its address */
    startApi,
    /** The clock goes on to just after 03:00, for what is started from now on. */
    fallNight() {
      shift_ms = Date.parse(NIGHT) - Date.now();
    },
    /** `scheduler start`; returns when it looks for work. */
    async startScheduler() {
      const { child, stdout } = spawnProgram('scheduler', ['start']);
      running.set('scheduler', child);
      await once(stdout, 'data');
      stdout.resume();
    },
    stopScheduler: () => stop('scheduler'),
    /** Waits until the scheduler has logged a line of which this is true. */
    async untilScheduler(isIt: (line: Line) => boolean) {
      while (!logs.scheduler.some(isIt)) await once(news, 'line');
    },
    /** Runs a program to its end; what it prints is also in its log, as it is in a container. */
    async run(name: 'scheduler' | 'cli', args: readonly string[]) {
      const { child, stdout } = spawnProgram(name, args);
      const [printed, [code]] = await Promise.all([text(stdout), once(child, 'exit')]);
      logs[name].push(
        ...printed
          .split('\n')
          .filter(Boolean)
          .map((line) => ({ msg: line })),
      );
      return { stdout: printed, code: code as number };
    },
    async close() {
      await stop('scheduler');
      await stop('api');
      await simulator.close();
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}
