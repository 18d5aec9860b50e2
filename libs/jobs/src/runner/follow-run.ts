import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '@pulso/domain';
import { abandonDeadJobRuns, findJobRun, isEnded, type JobRun } from '@pulso/job-log';
import type { JobDeps } from '../job-deps.ts';
import type { RunTimings } from './run-timings.ts';

/** Waits for the end of a run that another caller or process works on. */
export async function followRun(deps: JobDeps, run: JobRun, timings: RunTimings): Promise<JobRun> {
  let current = run;
  while (!isEnded(current.status)) {
    await wait(timings.poll_ms);
    await abandonDeadJobRuns(deps.db, run.tenantId, {
      jobType: run.jobType,
      lease_ms: timings.lease_ms,
      now: deps.clock.now(),
    });
    const found = await findJobRun(deps.db, run.jobLogId);
    if (!found) throw new AppError('not_found', `The run ${run.jobLogId} is gone`);
    current = found;
  }
  return current;
}
