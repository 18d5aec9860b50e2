import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '@pulso/domain';
import { abandonDeadJobRuns, findJobRun, isEnded, type JobRun } from '@pulso/job-log';
import type { JobDeps } from '../job-deps.ts';
import type { RunTimings } from './run-timings.ts';

/**
 * Waits for the end of a run that another caller or process works on, and of the attempts that follow it.
 * @param signal ends the waiting when this process stops; then the run is told as it stood last
 */
export async function followRun(
  deps: JobDeps,
  run: JobRun,
  { timings, signal }: { timings: RunTimings; signal: AbortSignal },
): Promise<JobRun> {
  let current = run;
  for (;;) {
    const continuedBy = current.metadata.continuedBy;
    if (isEnded(current.status) && typeof continuedBy !== 'string') return current;
    await wait(timings.poll_ms, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return current;
    await abandonDeadJobRuns(deps.db, run.tenantId, {
      jobType: run.jobType,
      lease_ms: timings.lease_ms,
      now: deps.clock.now(),
    });
    const found = await findJobRun(deps.db, typeof continuedBy === 'string' ? continuedBy : current.jobLogId);
    if (!found) throw new AppError('not_found', `The run ${current.jobLogId} is gone`);
    current = found;
  }
}
