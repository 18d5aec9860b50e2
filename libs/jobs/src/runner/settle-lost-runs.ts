import { finishJobRun, type JobRun } from '@pulso/job-log';
import type { JobDeps } from '../job-deps.ts';

/**
 * Ends the runs of this process whose end could not be written because the database was away. Nobody works on them any
 * more; said at once, they are gone on with now instead of when their leases have run out. A run that had ended after
 * all, or that somebody declared dead, stays as it is.
 * @param lost by id; what was settled leaves it
 */
export async function settleLostRuns({ db, clock }: JobDeps, lost: Map<string, JobRun>): Promise<void> {
  for (const run of lost.values()) {
    const outcome = {
      status: 'FAILED',
      recordsProcessed: 0,
      errorCode: 'interrupted',
      errorMessage: 'The database went away before the end of this run could be written',
      metadata: { result: {} },
    } as const;
    await finishJobRun(db, run.tenantId, { run, outcome, now: clock.now() });
    lost.delete(run.jobLogId);
  }
}
