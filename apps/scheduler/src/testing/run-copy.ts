import type { Database } from '@pulso/database';
import type { Clock } from '@pulso/domain';
import { createJobRunner, type JobRunner } from '@pulso/jobs';
import { createLogger } from '@pulso/runtime';
import type { DueRun } from '../plan/plan-tenant.ts';
import { createRunQueue } from '../start/create-run-queue.ts';
import { keepFresh } from '../start/keep-fresh.ts';
import { listScheduleTargets } from '../start/list-schedule-targets.ts';
import { putOffLooks } from '../start/put-off-looks.ts';
import { runDueSlot } from '../start/run-due-slot.ts';
import { watchOutage } from '../start/watch-outage.ts';
import { jobDepsWithoutMeli } from './job-deps.ts';

const TIMINGS = { heartbeat_ms: 1_000, progress_ms: 50, lease_ms: 30_000, poll_ms: 20, retry_ms: 10, watch_ms: 20 };

/**
 * One copy of `scheduler start` in this process, which looks so many times; whatever a look has found has ended before the next.
 * @param options.beforeLook called between two looks
 * @returns its runner, which still watches for runs that were left behind, until it is stopped
 */
export async function runCopy(
  db: Database,
  clock: Clock,
  { looks = 1, beforeLook = async () => {} }: { looks?: number; beforeLook?: () => Promise<void> } = {},
): Promise<JobRunner> {
  const log = createLogger({ app: 'test', level: 'silent' });
  const runner = createJobRunner(jobDepsWithoutMeli(db, clock), TIMINGS);
  runner.watch();
  const underWay = new Set<Promise<void>>();
  const run = (due: DueRun) => {
    const work = runDueSlot(due, { db, clock, runner, log, onEnded: () => undefined });
    underWay.add(work);
    return work;
  };
  const stop = new AbortController();
  let left = looks;
  await keepFresh({
    looks: { listTargets: (now) => listScheduleTargets(db, now), putOff: (idle) => putOffLooks(db, idle) },
    queue: createRunQueue({ lanes: 2, slowAfter_ms: 60_000, slowMost: 0, run, after: () => () => undefined }),
    clock,
    log,
    outage: watchOutage('the database', { log, clock }),
    async wait() {
      // Runs that end let waiting ones begin, which are to end too.
      for (let known = -1; known !== underWay.size; await Promise.all(underWay)) known = underWay.size;
      left -= 1;
      if (left === 0) stop.abort();
      else await beforeLook();
    },
    signal: stop.signal,
  });
  return runner;
}
