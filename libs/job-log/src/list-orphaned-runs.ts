import { type Database, query } from '@pulso/database';
import { ATTEMPTS_MAX } from './continue-job-run.ts';
import { declaredDead, isSilent } from './death.ts';
import { JOB_RUN_COLUMNS, type JobRun, type JobRunRow, toJobRun } from './job-run.ts';

/**
 * Runs whose process is gone and that nobody went on with: first declares the silent ones dead, then names those and
 * the ones that were stopped in order, and those whose next attempt was owed for longer than a lease. Only what ended, or was found dead,
 * within the last day: after a night's shutdown what was cut off is gone on with, what is older is made up by its schedule. A machine that was
 * off for longer still goes on with what it finds dead at its start. A row that its process holds just now lives, or is waited for by the
 * next look.
 * @param options.jobTypes the jobs that can be gone on with
 * @param options.passingCodes failures that are followed by another attempt
 */
export async function listOrphanedRuns(
  db: Database,
  options: { jobTypes: readonly string[]; passingCodes: readonly string[]; lease_ms: number; now: Date },
): Promise<JobRun[]> {
  const { jobTypes, passingCodes, lease_ms, now } = options;
  await query(
    db,
    `update job_logs
     set ${declaredDead('$2')}
     where (tenant_id, id) in (
       select tenant_id, id from job_logs
       where ${isSilent('$1')}
       for no key update skip locked
     )`,
    { bind: [lease_ms, now] },
  );
  const rows = await query<JobRunRow>(
    db,
    `select ${JOB_RUN_COLUMNS} from job_logs
     where job_type = any ($5) and status in ('ABANDONED', 'FAILED') and cancel_requested_at is null
       and (error_code = 'interrupted'
         or error_code = any ($2) and heartbeat_at < clock_timestamp() - make_interval(secs => $3::double precision / 1000))
       and completed_at > $4::timestamptz - interval '1 day'
       and attempt < $1 and not metadata ? 'continuedBy'
     order by created_at limit 100`,
    { bind: [ATTEMPTS_MAX, [...passingCodes], lease_ms, now, [...jobTypes]] },
  );
  return rows.map(toJobRun);
}
