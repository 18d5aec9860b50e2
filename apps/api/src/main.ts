import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDatabase, type Database, migrationStatus } from '@pulso/database';
import { systemClock } from '@pulso/domain';
import { createJobRunner, keepNotices, openAlertWays, openJobDeps, openMail } from '@pulso/jobs';
import { createProcessMetrics } from '@pulso/jobs/operations';
import { openAuthentication } from '@pulso/members';
import {
  createLogger,
  onShutdown,
  type ResolvedSettings,
  readEnvironment,
  resolveSettings,
  runProgram,
} from '@pulso/runtime';
import { checkDatabase } from './check-database.ts';
import { createServer } from './create-server.ts';
import { listen } from './listen.ts';
import { tellFirstOwner } from './sign-in/tell-first-owner.ts';

/** The built page lies beside the built API, or in `dist` when the API runs from its sources. */
const webRoot =
  ['../web', '../../../dist/apps/web']
    .map((folder) => join(import.meta.dirname, folder))
    .find((folder) => existsSync(join(folder, 'index.html'))) ?? null;

await runProgram(async () => {
  const settings = await resolveSettings(readEnvironment());
  const log = createLogger({ app: 'api', level: settings.logLevel });
  const metrics = createProcessMetrics({ app: 'api' });
  const { deps, close } = await openJobDeps({
    settings,
    clock: systemClock,
    log,
    applicationName: 'pulso api',
    counters: metrics.counters,
  });
  const { db, clock } = deps;
  await checkDatabase(db, { settings, log });
  const replica = openReplica(settings);
  const auth = openAuthentication({ ...settings, db, clock });
  const runner = createJobRunner(deps);
  runner.watch();
  const listPendingMigrations = async () => (await migrationStatus(db)).pending;
  const applicationId = settings.meli?.clientId ?? null;
  const server = createServer({
    db,
    replica,
    runner,
    clock,
    log,
    settings,
    connections: deps.connections,
    auth,
    sendMail: openMail(settings),
    alertWays: openAlertWays(settings),
    metrics,
    applicationId,
    listPendingMigrations,
    webRoot,
  });
  const stop = new AbortController();
  const wait = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }).catch(() => undefined);
  if (applicationId !== null) void keepNotices(deps, { runner, wait, signal: stop.signal });
  // Callers that wait get their 202 first; then the work stops; the database is needed to the end.
  onShutdown(
    [
      { name: 'notices', close: () => stop.abort() },
      { name: 'server', close: () => server.close() },
      { name: 'runs', close: () => runner.stop() },
      { name: 'database', close },
      { name: 'replica', close: () => replica?.close() },
    ],
    { log },
  );
  const address = await listen(server, settings);
  await tellFirstOwner({ auth, settings, log, address });
  const listening = { type: 'listening', address };
  process.stdout.write(`${JSON.stringify(listening)}\n`);
  // A parent that has gone meanwhile needs no word; its going ends this process in order.
  process.send?.(listening, undefined, undefined, () => undefined);
});

/** The first query connects; one that is away keeps nobody from starting. @throws AppError `configuration` for an address that cannot be read */
function openReplica({ databaseReplicaUrl, databasePool }: ResolvedSettings): Database | null {
  if (!databaseReplicaUrl) return null;
  return createDatabase({
    url: databaseReplicaUrl.reveal(),
    urlName: 'DATABASE_REPLICA_URL',
    poolMax: databasePool,
    applicationName: 'pulso api numbers',
  });
}
