import type { Database } from '@pulso/database';
import type { Clock } from '@pulso/domain';
import { getFreshness } from '@pulso/jobs';
import type { ResolvedSettings } from '@pulso/runtime';
import { checkFreshness } from './check-freshness.ts';
import { checkMonths } from './check-months.ts';
import { checkNotices } from './check-notices.ts';
import { checkRuns } from './check-runs.ts';
import { checkSchedule } from './check-schedule.ts';
import { type Finding, nameSome, warn } from './finding.ts';

/** Whether the work is done, as far as the database tells: schedule, freshness, runs, notices, room for the coming month, pauses. */
export async function checkWork(
  db: Database,
  { settings, clock }: { settings: ResolvedSettings; clock: Clock },
): Promise<Finding[]> {
  const promise = settings.freshnessPromise;
  const now = clock.now();
  const tenants = await getFreshness(db, { promise, now });
  const active = tenants.filter((one) => !one.isPaused && one.sources.length > 0);
  const paused = tenants.filter((one) => one.isPaused);
  return [
    ...(await checkSchedule(db, { promise, now })),
    ...(await checkFreshness(db, { tenants: active, promise, now })),
    ...(await checkRuns(db, { tenants: active })),
    ...(await checkNotices(db, now)),
    ...(await checkMonths(db, now)),
    ...(paused.length === 0
      ? []
      : [
          warn(
            'pause',
            `Em pausa, sem execuções agendadas: ${nameSome(paused.map((one) => one.name))}`,
            'Se não for de propósito: npm run pulso -- tenant resume ID (IDs: npm run pulso -- tenant list)',
          ),
        ]),
  ];
}
