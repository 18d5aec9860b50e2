import { type Database, query } from '@pulso/database';
import { JOB_RUN_COLUMNS, type JobRun, type JobRunRow, toJobRun } from './job-run.ts';

/**
 * Asks for the end of a run that waits or works. Its process sees it with its next heartbeat, stops at a safe point and ends
 * the run as FAILED, `cancelled`; what is stored by then stays. Nobody goes on with it, also when its process is dead.
 * @returns the run as it stands, or null when there is none of this id that has not ended yet
 */
export async function cancelJobRun(
  db: Database,
  tenantId: string,
  { jobLogId, now }: { jobLogId: string; now: Date },
): Promise<JobRun | null> {
  const [asked] = await query<JobRunRow>(
    db,
    `update job_logs set cancel_requested_at = coalesce(cancel_requested_at, $3)
     where tenant_id = $1 and id = $2 and status in ('QUEUED', 'RUNNING')
     returning ${JOB_RUN_COLUMNS}`,
    { bind: [tenantId, jobLogId, now] },
  );
  return asked ? toJobRun(asked) : null;
}
