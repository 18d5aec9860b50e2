import { randomBytes } from 'node:crypto';
import { addConnection, createTenant, createTokenCipher } from '@pulso/connections';
import { createTestDatabase } from '@pulso/database/testing';
import { createMemoryBudget } from '@pulso/meli-client';
import { type SimulatorOptions, startSimulator } from '@pulso/meli-simulator';
import { createLogger } from '@pulso/runtime';
import type { JobDeps } from '../job-deps.ts';
import { createJobRunner, type JobRequest } from '../runner/create-job-runner.ts';
import { keepEverything } from './keep-everything.ts';

/**
 * A tenant with one simulated seller connected: real database, real HTTP, and one clock for both sides that stands still until
 * the test moves it.
 */
export async function openSimulatedSeller({
  at,
  world,
  history_days,
  ...options
}: { at: string; history_days?: number } & Pick<
  SimulatorOptions,
  'seed' | 'world' | 'anchorDay' | 'scenario' | 'sellers'
>) {
  let now = new Date(at);
  const clock = { now: () => new Date(now) };
  const database = await createTestDatabase();
  const simulator = await startSimulator({ ...options, clock, ...(world ? { world } : {}) });
  const { url: apiUrl, clientId, clientSecret } = simulator;
  const key = randomBytes(32);
  const deps: JobDeps = {
    db: database.db,
    clock,
    log: createLogger({ app: 'test', level: (process.env.LOG_LEVEL as 'silent') ?? 'silent' }),
    connections: {
      application: { apiUrl, clientId, clientSecret },
      cipher: createTokenCipher([key]),
      clock,
    },
    budget: createMemoryBudget({ requestsPerSecond: 10_000, visitsPerSecond: 10_000 }),
    retention: keepEverything,
  };
  const { tenantId } = await createTenant(database.db, { name: 'Loja', now });
  const sellerId = simulator.sellers[0]?.sellerId ?? '';
  const refreshToken = await simulator.issueRefreshToken(sellerId);
  const { connectionId } = await addConnection(database.db, tenantId, {
    refreshToken,
    ...(history_days && { history_days }),
    deps: deps.connections,
  });
  const runner = createJobRunner(deps, {
    heartbeat_ms: 1_000,
    progress_ms: 50,
    lease_ms: 30_000,
    poll_ms: 20,
    retry_ms: 10,
    watch_ms: 50,
  });
  return {
    db: database.db,
    /** for the pool of another process, with the key that reads what is encrypted in it */
    databaseUrl: database.url,
    key,
    deps,
    simulator,
    runner,
    tenantId,
    connectionId,
    sellerId,
    moveTo(instant: string) {
      now = new Date(instant);
    },
    now: clock.now,
    /** Runs a job to its end. */
    async run(jobType: JobRequest['jobType'], params: object = {}) {
      const { finished } = await runner.submit({ jobType, tenantId, params, trigger: 'api' });
      return finished;
    },
    async close() {
      await runner.stop();
      await simulator.close();
      await database.drop();
    },
  };
}
