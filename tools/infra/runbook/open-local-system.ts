import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addConnection, createTenant } from '@pulso/connections';
import { createTestDatabase } from '@pulso/database/testing';
import type { Clock } from '@pulso/domain';
import { openJobDeps } from '@pulso/jobs';
import { type Simulator, startSimulator } from '@pulso/meli-simulator';
import { createLogger, resolveSettings } from '@pulso/runtime';
import { openPrograms } from './open-programs.ts';

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
  const tenantId = await connectTenant({ settings, clock, simulator });
  const programs = openPrograms({ folder, settings, shift_ms: () => shift_ms });
  const { logs } = programs;

  return {
    db: database.db,
    tenantId,
    logs,
    now: clock.now,
    /** Ends the copy that runs. @returns its address */
    startApi: programs.startApi,
    /** The clock goes on to just after 03:00, for what is started from now on. */
    fallNight() {
      shift_ms = Date.parse(NIGHT) - Date.now();
    },
    startScheduler: programs.startScheduler,
    stopScheduler: () => programs.stop('scheduler'),
    untilScheduler: programs.untilScheduler,
    run: programs.run,
    async close() {
      await programs.stop('scheduler');
      await programs.stop('api');
      await simulator.close();
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}

async function connectTenant({
  settings,
  clock,
  simulator,
}: {
  settings: Record<string, string>;
  clock: Clock;
  simulator: Simulator;
}): Promise<string> {
  const log = createLogger({ app: 'test', level: 'silent' });
  const { deps, close } = await openJobDeps({
    settings: await resolveSettings(settings),
    clock,
    log,
    applicationName: 'test',
  });
  const { tenantId } = await createTenant(deps.db, { name: 'Loja', now: clock.now() });
  const refreshToken = await simulator.issueRefreshToken(simulator.sellers[0]?.sellerId ?? '');
  await addConnection(deps.db, tenantId, { refreshToken, deps: deps.connections });
  await close();
  return tenantId;
}
