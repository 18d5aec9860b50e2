import { type Database, query } from '@pulso/database';
import { ATTEMPTS_MAX } from './continue-job-run.ts';
import { JOB_RUN_COLUMNS, type JobRun, type JobRunRow, toJobRun } from './job-run.ts';

/**
 * Runs whose process is gone and that nobody went on with: first declares the silent ones dead, then names those and
 * the ones that were stopped in order, and those whose next attempt was owed for longer than a lease. Only of the last hour:
 * what is older is made up by its schedule. A row that its process holds just now lives, or is waited for by the next look.
 * @param options.passingCodes failures that are followed by another attempt
 */
export async function listOrphanedRuns(
  db: Database,
  { lease_ms, now, passingCodes }: { lease_ms: number; now: Date; passingCodes: readonly string[] },
): Promise<JobRun[]> {
  await query(
    db,
    `update job_logs
     set status = 'ABANDONED', completed_at = $2,
         duration_ms = case when started_at is null then 0
           else greatest(0, round(extract(epoch from $2::timestamptz - started_at) * 1000))::int end,
         error_code = 'interrupted', error_message = 'The process that ran this gave no sign of life any more'
     where (tenant_id, id) in (
       select tenant_id, id from job_logs
       where status in ('QUEUED', 'RUNNING')
         and heartbeat_at < clock_timestamp() - make_interval(secs => $1::double precision / 1000)
       for no key update skip locked
     )`,
    { bind: [lease_ms, now] },
  );
  const rows = await query<JobRunRow>(
    db,
    `select ${JOB_RUN_COLUMNS} from job_logs
     where status in ('ABANDONED', 'FAILED') and cancel_requested_at is null
       and (error_code = 'interrupted'
         or error_code = any ($2) and heartbeat_at < clock_timestamp() - make_interval(secs => $3::double precision / 1000))
       and heartbeat_at > clock_timestamp() - interval '1 hour'
       and attempt < $1 and not metadata ? 'continuedBy'
     order by created_at limit 100`,
    { bind: [ATTEMPTS_MAX, [...passingCodes], lease_ms] },
  );
  return rows.map(toJobRun);
}
