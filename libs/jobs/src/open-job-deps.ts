import { type ConnectionDeps, createSharedBudget, createTokenCipher, type TokenCipher } from '@pulso/connections';
import { createDatabase } from '@pulso/database';
import type { Clock } from '@pulso/domain';
import { type Logger, npmStartIsMissing, type ResolvedSettings, startTracing } from '@pulso/runtime';
import { createHeartbeat } from './heartbeat/create-heartbeat.ts';
import type { JobDeps } from './job-deps.ts';
import type { JobCounters } from './telemetry/job-counters.ts';

/**
 * Opens what every program that runs jobs works with, from its settings. The database is not asked yet: the first
 * query connects. Without an application, as for jobs that only calculate, the first use of it says what is missing.
 *
 * @param options.applicationName how this program is named in `pg_stat_activity`
 * @param options.counters told of what happens in this process; left out = nobody counts
 * @returns the parts, and `close` for the end, after the runner has stopped; it also sends the last traces
 * @throws AppError `configuration` when DATABASE_URL cannot be read or there is no key for sellers' tokens
 */
export async function openJobDeps({
  settings,
  clock,
  log,
  applicationName,
  counters,
}: {
  settings: ResolvedSettings;
  clock: Clock;
  log: Logger;
  applicationName: string;
  counters?: JobCounters;
}): Promise<{ deps: JobDeps; close(): Promise<void> }> {
  const cipher = openTokenCipher(settings);
  const connections = { application: applicationOf(settings), cipher, clock };
  const db = createDatabase({
    url: settings.databaseUrl.reveal(),
    poolMax: settings.databasePool,
    applicationName,
  });
  // One allowance for every process of the application; without one there is nothing to call.
  const budget = createSharedBudget(db, {
    applicationId: () => connections.application.clientId,
    rates: settings.rates,
  });
  const { retention } = settings;
  const heartbeat = createHeartbeat({ url: settings.heartbeatUrl, log });
  const tracing = await startTracing(settings.traces, { service: serviceOf(applicationName), log });
  const close = async () => {
    // A program that ends with its run still lets the watch know.
    await heartbeat.settled();
    await tracing?.close();
    await db.close();
  };
  return {
    deps: { db, clock, log, connections, budget, retention, heartbeat, tracing, ...(counters && { counters }) },
    close,
  };
}

/** @throws AppError `configuration` when there is no key for sellers' tokens */
export function openTokenCipher({ encryptionKeys }: Pick<ResolvedSettings, 'encryptionKeys'>): TokenCipher {
  return createTokenCipher(encryptionKeys.map((key) => Buffer.from(key.reveal(), 'base64')));
}

function applicationOf({ meli, dataDir }: ResolvedSettings): ConnectionDeps['application'] {
  if (meli) return { apiUrl: meli.apiUrl, clientId: meli.clientId, clientSecret: meli.clientSecret.reveal() };
  const refuse = (): never => {
    throw npmStartIsMissing(dataDir, { database: false, meli: true });
  };
  return {
    get apiUrl() {
      return refuse();
    },
    get clientId() {
      return refuse();
    },
    get clientSecret() {
      return refuse();
    },
  };
}

/** `pulso scheduler run` is of the service `pulso-scheduler`. */
function serviceOf(applicationName: string): string {
  return applicationName.split(' ').slice(0, 2).join('-');
}
