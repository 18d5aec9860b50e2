import { randomUUID } from 'node:crypto';
import { type Database, query } from '@pulso/database';
import { AppError } from '@pulso/domain';
import { JOB_RUN_COLUMNS, type JobRun, type JobRunRow, type JobTrigger, toJobRun } from './job-run.ts';

/**
 * Opens the row of a run before its work, as QUEUED. With a slot, the unique key (tenant, job, slot, attempt) decides
 * who runs: the loser gets the newest attempt of the first run and `isDuplicate`.
 *
 * @param params the validated parameters, kept in `metadata.params`
 * @param slot the nominal instant this run is for; null for a run without one
 */
export async function openJobRun(
  db: Database,
  tenantId: string,
  run: { jobType: string; trigger: JobTrigger; slot: Date | null; params: object; now: Date },
): Promise<{ run: JobRun; isDuplicate: boolean }> {
  const [opened] = await query<JobRunRow>(
    db,
    `insert into job_logs (id, tenant_id, job_type, status, trigger, slot, metadata, heartbeat_at, created_at)
     values ($1, $2, $3, 'QUEUED', $4, $5, $6, clock_timestamp(), $7)
     on conflict (tenant_id, job_type, slot, attempt) do nothing
     returning ${JOB_RUN_COLUMNS}`,
    {
      bind: [
        randomUUID(),
        tenantId,
        run.jobType,
        run.trigger,
        run.slot,
        JSON.stringify({ params: run.params }),
        run.now,
      ],
    },
  );
  if (opened) return { run: toJobRun(opened), isDuplicate: false };
  const [first] = await query<JobRunRow>(
    db,
    `select ${JOB_RUN_COLUMNS} from job_logs
     where tenant_id = $1 and job_type = $2 and slot = $3 order by attempt desc limit 1`,
    { bind: [tenantId, run.jobType, run.slot] },
  );
  if (!first) throw new AppError('internal', 'The slot was taken, but its run is not there');
  return { run: toJobRun(first), isDuplicate: true };
}
