import type { Tenant } from '@pulso/connections';
import { AppError } from '@pulso/domain';
import { type JobOutcome, type JobRun, noteJobRun } from '@pulso/job-log';
import { jobHandlers } from '../handlers/index.ts';
import { failed, type JobContext, type JobHandler } from '../handlers/job-handler.ts';
import type { JobType } from '../job-definitions.ts';
import { toRunError } from '../run-error.ts';
import type { RunWatch } from '../telemetry/watch-run.ts';
import { fenceDatabase } from './fence-database.ts';

/**
 * Does the work of one run and says how it ended; never throws.
 * @param options.onLost called once a write found that the run was declared dead
 * @param options.report takes the progress; it is written by the caller's heartbeat
 */
export async function workRun(
  deps: RunWatch['deps'],
  {
    run,
    tenant,
    params,
    signal,
    report,
    onLost,
  }: {
    run: JobRun;
    tenant: Tenant;
    params: object;
    signal: AbortSignal;
    report: JobContext['report'];
    onLost: () => void;
  },
): Promise<JobOutcome> {
  const jobType = run.jobType as JobType;
  // The params were validated against this very job's schema before its row was opened.
  const handler = jobHandlers[jobType] as JobHandler<JobType>;
  const context: JobContext = {
    ...deps,
    db: fenceDatabase(deps.db, { run, onLost }),
    keysDb: deps.db,
    tenant,
    jobLogId: run.jobLogId,
    now: deps.clock.now(),
    signal,
    report,
    note: (metadata) => noteJobRun(deps.db, tenant.tenantId, { run, metadata }),
  };
  try {
    return await handler(context, params);
  } catch (thrown) {
    // What the stop was asked for says more than what the stopped call made of it.
    const error = toRunError(signal.reason instanceof AppError ? signal.reason : thrown);
    deps.log.error({ err: thrown }, 'a run failed');
    return failed(error);
  }
}
