import { findTenant } from '@pulso/connections';
import { continueJobRun, type JobRun, listOrphanedRuns } from '@pulso/job-log';
import { isJobType, jobDefinitions, jobTypes } from '../job-definitions.ts';
import type { JobDeps } from '../job-deps.ts';
import { logOfRun } from '../telemetry/watch-run.ts';
import { passingCodes } from './may-pass.ts';
import type { RunTimings } from './run-timings.ts';
import type { RunOptions } from './run-to-end.ts';

/**
 * Goes on with the runs that a process left behind by dying or by stopping, whoever it was.
 * @param work takes an opened attempt to its end, in the background
 */
export async function continueOrphans(
  deps: JobDeps,
  timings: RunTimings,
  work: (run: JobRun, options: Pick<RunOptions, 'tenant' | 'params'>) => void,
): Promise<void> {
  const now = deps.clock.now();
  const { lease_ms } = timings;
  for (const orphan of await listOrphanedRuns(deps.db, { jobTypes, passingCodes, lease_ms, now })) {
    if (!isJobType(orphan.jobType)) continue;
    const params = jobDefinitions[orphan.jobType].params.safeParse(orphan.metadata.params ?? {});
    const tenant = await findTenant(deps.db, orphan.tenantId);
    if (!params.success || !tenant) continue;
    const next = await continueJobRun(deps.db, orphan.tenantId, { jobLogId: orphan.jobLogId, now });
    if (!next) continue;
    const log = logOfRun(deps.log, { run: orphan });
    log.warn({ continuedBy: next.jobLogId }, 'going on with a run that was left behind');
    work(next, { tenant, params: params.data });
  }
}
