import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addConnection, createTenant } from '@pulso/connections';
import { createTestDatabase } from '@pulso/database/testing';
import type { Clock } from '@pulso/domain';
import { openJobDeps } from '@pulso/jobs';
import { startSimulator } from '@pulso/meli-simulator';
import { createLogger, resolveSettings } from '@pulso/runtime';
import { inheritedEnvironment } from '@pulso/runtime/testing';
import { type HastyTime, hastyClock } from '../../apps/scheduler/src/testing/hasty-clock.ts';

const ROOT = join(import.meta.dirname, '../..');
const ENTRY = 'apps/scheduler/src/testing/hasty-main.ts';

export interface HastyWish {
  seed: string;
  /** One tenant with one seller for each, in this zone. */
  zones: readonly string[];
  listings: number;
  at: Date;
  /** How many times as fast as time passes; 1 when left out. */
  factor?: number;
  /** The scheduler will be killed. */
  isToDie?: boolean;
  /** Left out = a clock that hurries, as the scheduler's does. */
  clock?: Clock;
}

/** Tenants of a simulator, and the real scheduler, on a clock that hurries; it begins to run now. */
export async function openHastyGround({
  seed,
  zones,
  listings,
  at,
  factor = 1,
  isToDie = false,
  clock: given,
}: HastyWish) {
  const database = await createTestDatabase();
  const time = { at_ms: at.getTime(), began_ms: Date.now(), factor, isToDie };
  const clock = given ?? hastyClock(time);
  const sellers = zones.map((_, index) => ({
    id: String(700_000_001 + index),
    listings,
    ordersPerDay: 1,
    historyDays: 35,
  }));
  const simulator = await startSimulator({
    seed,
    anchorDay: at.toISOString().slice(0, 10),
    clock,
    sellers,
    // A key that is renewed when its process is killed is lost, which is another story than this one.
    keyRules: { expiresIn_seconds: 60 * 86_400 },
  });
  const folder = await mkdtemp(join(tmpdir(), 'pulso-soak-'));
  const env = environmentOf({ folder, databaseUrl: database.url, simulator, time });
  const log = createLogger({ app: 'soak', level: 'silent' });
  const settings = await resolveSettings(env);
  const { deps, close } = await openJobDeps({ settings, clock, log, applicationName: 'pulso soak' });
  const tenants: { tenantId: string; timeZone: string; connectedAt: Date }[] = [];
  for (const [index, timeZone] of zones.entries()) {
    const { tenantId } = await createTenant(deps.db, { name: `Loja ${index}`, timeZone, now: clock.now() });
    const connectedAt = clock.now();
    const refreshToken = await simulator.issueRefreshToken(sellers[index]?.id);
    await addConnection(deps.db, tenantId, { refreshToken, deps: deps.connections });
    tenants.push({ tenantId, timeZone, connectedAt });
  }
  return {
    db: database.db,
    /** what the programs are started with */
    env,
    clock,
    tenants,
    settings,
    calls: () => Object.values(simulator.counters()).reduce((sum, count) => sum + count, 0),
    /** One copy of the scheduler; resolves once it says that it has started. */
    start: () => startScheduler(env),
    async close() {
      await close();
      await simulator.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What the programs are started with. */
function environmentOf({
  folder,
  databaseUrl,
  simulator,
  time,
}: {
  folder: string;
  databaseUrl: string;
  simulator: { url: string; clientId: string; clientSecret: string };
  time: HastyTime;
}): Record<string, string> {
  return {
    ...inheritedEnvironment(),
    PULSO_DATA_DIR: folder,
    PULSO_SOAK_TIME: JSON.stringify(time),
    DATABASE_URL: databaseUrl,
    TOKEN_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    MELI_API_URL: simulator.url,
    MELI_AUTH_URL: simulator.url,
    MELI_CLIENT_ID: simulator.clientId,
    MELI_CLIENT_SECRET: simulator.clientSecret,
    MELI_REQUESTS_PER_SECOND: '5000',
    MELI_VISITS_PER_SECOND: '5000',
    LOG_LEVEL: 'fatal',
  };
}

async function startScheduler(env: Record<string, string>): Promise<ChildProcess> {
  const child = spawn(process.execPath, [ENTRY, 'start'], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`the scheduler ended with ${code} before it had started`)));
  });
  child.stdout?.resume();
  return child;
}

export type HastyGround = Awaited<ReturnType<typeof openHastyGround>>;
