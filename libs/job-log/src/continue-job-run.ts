import { randomUUID } from 'node:crypto';
import { type Database, query } from '@pulso/database';
import { JOB_RUN_COLUMNS, type JobRun, type JobRunRow, toJobRun } from './job-run.ts';
import { ownerToken } from './run-claim.ts';

export const ATTEMPTS_MAX = 3;

/**
 * Opens the next attempt of an ended one, and names it there: `metadata.continuedBy`. One statement, so that of two
 * that try, one does.
 * @returns null when somebody continued it already, its attempts are used up, or its end was asked for
 */
export async function continueJobRun(
  db: Database,
  tenantId: string,
  { jobLogId, now }: { jobLogId: string; now: Date },
): Promise<JobRun | null> {
  const [opened] = await query<JobRunRow>(
    db,
    `with old as (
       update job_logs
       set metadata = metadata || jsonb_build_object('continuedBy', $3::text)
       where tenant_id = $1 and id = $2 and status in ('FAILED', 'ABANDONED') and cancel_requested_at is null
         and attempt < $5 and not metadata ? 'continuedBy'
       returning *
     )
     insert into job_logs (id, tenant_id, job_type, status, trigger, slot, attempt, metadata, heartbeat_at, created_at, owner)
     select $3::uuid, tenant_id, job_type, 'QUEUED', trigger, slot, attempt + 1,
       jsonb_build_object('params', metadata -> 'params', 'continues', id)
         || case when metadata ? 'coveredSlots' then jsonb_build_object('coveredSlots', metadata -> 'coveredSlots') else '{}' end,
       clock_timestamp(), $4, $6
     from old
     returning ${JOB_RUN_COLUMNS}`,
    { bind: [tenantId, jobLogId, randomUUID(), now, ATTEMPTS_MAX, ownerToken] },
  );
  return opened ? toJobRun(opened) : null;
}
