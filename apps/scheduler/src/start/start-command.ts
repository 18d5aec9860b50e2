import type { Clock } from '@pulso/domain';
import {
  assertDatabaseReady,
  createAlerts,
  createJobRunner,
  keepNotices,
  openAlertChannels,
  openJobDeps,
  scheduledJobTypes,
} from '@pulso/jobs';
import { createLogger, type Environment, onShutdown, resolveSettings } from '@pulso/runtime';
import { printLine } from '../print-line.ts';
import { createRunQueue } from './create-run-queue.ts';
import { keepAlerting } from './keep-alerting.ts';
import { keepFresh, type Looks } from './keep-fresh.ts';
import { listScheduleTargets } from './list-schedule-targets.ts';
import { openMetrics } from './open-metrics.ts';
import { type Pace, realPace } from './pace.ts';
import { putOffLooks } from './put-off-looks.ts';
import { runDueSlot } from './run-due-slot.ts';
import { waitForDatabase } from './wait-for-database.ts';
import { watchOutage } from './watch-outage.ts';

/** Tenants worked on at a time by one copy; a sync of an hour takes seconds, a first one may take hours. */
const LANES = { lanes: 8, slowAfter_ms: 5 * 60_000, slowMost: 24 };

/**
 * `scheduler start`: keeps every active tenant with a connection fresh, until SIGTERM, SIGINT or the end of the process
 * that started it. Prints a line when it begins to look for work, and one for each run that it brought to an end.
 * Ends the process by itself.
 *
 * @throws AppError `schema_behind`, or `configuration`, before it has begun
 */
export async function startCommand({
  env,
  clock,
  pace: { wait, after, timings } = realPace,
}: {
  env: Environment;
  clock: Clock;
  pace?: Pace;
}): Promise<never> {
  const settings = await resolveSettings(env);
  const log = createLogger({ app: 'scheduler', level: settings.logLevel });
  const metrics = await openMetrics(settings);
  const counted = metrics ? { counters: metrics.counters } : {};
  const { deps, close } = await openJobDeps({ settings, clock, log, applicationName: 'pulso scheduler', ...counted });
  await metrics?.listen(deps);
  const runner = createJobRunner(deps, timings);
  runner.watch();
  const channels = openAlertChannels(settings);
  const alerts = createAlerts(deps, { promise: settings.freshnessPromise, channels });
  const stop = new AbortController();
  const { signal } = stop;
  const queue = createRunQueue({
    ...LANES,
    run: (due) => runDueSlot(due, { db: deps.db, clock, runner, log, onEnded: printLine }),
    after,
  });
  const shutdown = onShutdown(
    [
      {
        name: 'schedule',
        close: () => {
          stop.abort();
          queue.close();
        },
      },
      { name: 'runs', close: () => runner.stop() },
      { name: 'alerts', close: () => alerts.stop() },
      { name: 'metrics', close: () => metrics?.close() },
      { name: 'database', close },
    ],
    { log },
  );

  const outage = watchOutage('the database', { log, clock });
  await waitForDatabase(() => assertDatabaseReady(deps.db, settings), { outage, wait, signal });
  if (!signal.aborted) printLine({ type: 'started', jobs: scheduledJobTypes });
  const looks: Looks = {
    listTargets: (now) => listScheduleTargets(deps.db, now),
    putOff: (idle) => putOffLooks(deps.db, idle),
  };
  await Promise.all([
    keepFresh({ looks, queue, clock, log, outage, wait, signal }),
    keepNotices(deps, { runner, wait, signal }),
    channels.length > 0 ? keepAlerting({ alerts, wait, signal }) : undefined,
  ]);
  await shutdown('the schedule ended');
  return process.exit();
}
