import { type Database, query } from '@pulso/database';
import { UniqueConstraintError } from 'sequelize';
import { JOB_RUN_COLUMNS, type JobRun, type JobRunRow, toJobRun } from './job-run.ts';
import { ownerToken, type RunClaim } from './run-claim.ts';

/**
 * Turns a QUEUED run into the RUNNING one of its tenant and job, if none is running. The partial unique index decides
 * between two that try at once.
 * @returns null when another run holds the place (or this one is no longer queued)
 */
export async function startJobRun(
  db: Database,
  tenantId: string,
  { run, now }: { run: RunClaim; now: Date },
): Promise<JobRun | null> {
  try {
    const [started] = await query<JobRunRow>(
      db,
      `update job_logs j set status = 'RUNNING', started_at = $3, heartbeat_at = clock_timestamp()
       where j.tenant_id = $1 and j.id = $2 and j.attempt = $4 and j.owner = $5 and j.status = 'QUEUED'
         and not exists (
           select from job_logs r where r.tenant_id = $1 and r.job_type = j.job_type and r.status = 'RUNNING'
         )
       returning ${JOB_RUN_COLUMNS}`,
      { bind: [tenantId, run.jobLogId, now, run.attempt, ownerToken] },
    );
    return started ? toJobRun(started) : null;
  } catch (error) {
    if (error instanceof UniqueConstraintError) return null;
    throw error;
  }
}
