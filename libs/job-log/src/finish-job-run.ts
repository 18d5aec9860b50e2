import { type Database, query } from '@pulso/database';
import type { AppErrorCode } from '@pulso/domain';
import { durationUntil } from './death.ts';
import { JOB_RUN_COLUMNS, type JobRun, type JobRunRow, toJobRun } from './job-run.ts';
import { ownerToken, type RunClaim } from './run-claim.ts';

export interface JobOutcome {
  status: 'SUCCESS' | 'PARTIAL' | 'SKIPPED' | 'FAILED';
  recordsProcessed: number;
  errorCode: AppErrorCode | null;
  errorMessage: string | null;
  /** Added to the run's metadata; the progress is dropped. */
  metadata: object;
}

/**
 * Ends a run with its outcome. A run that was declared dead meanwhile keeps that verdict.
 * @returns the run as it stands now, or null when it was not ours to end
 */
export async function finishJobRun(
  db: Database,
  tenantId: string,
  { run, outcome, now }: { run: RunClaim; outcome: JobOutcome; now: Date },
): Promise<JobRun | null> {
  const [ended] = await query<JobRunRow>(
    db,
    `update job_logs
     set status = $3, completed_at = $4, heartbeat_at = clock_timestamp(),
         duration_ms = ${durationUntil('$4')},
         records_processed = $5, error_code = $6, error_message = $7,
         metadata = (metadata - 'progress') || $8::jsonb
     where tenant_id = $1 and id = $2 and attempt = $9 and owner = $10 and status in ('QUEUED', 'RUNNING')
     returning ${JOB_RUN_COLUMNS}`,
    {
      bind: [
        tenantId,
        run.jobLogId,
        outcome.status,
        now,
        outcome.recordsProcessed,
        outcome.errorCode,
        outcome.errorMessage,
        JSON.stringify(outcome.metadata),
        run.attempt,
        ownerToken,
      ],
    },
  );
  return ended ? toJobRun(ended) : null;
}
