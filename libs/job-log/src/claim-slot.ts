import { randomUUID } from 'node:crypto';
import { type Database, query } from '@pulso/database';
import { AppError } from '@pulso/domain';
import { JOB_RUN_COLUMNS, type JobRun, type JobRunRow, type JobTrigger, toJobRun } from './job-run.ts';
import { ownerToken } from './run-claim.ts';

/** What a new row holds of the request that opened it. */
export interface SlotRequest {
  jobType: string;
  trigger: JobTrigger;
  /** The nominal instant the run is for. */
  slot: Date;
  /** The validated parameters, kept in `metadata.params`. */
  params: object;
  /**
   * Older slots that this run makes up for, kept in `metadata.coveredSlots`; given, if empty, by the schedule alone: then every slot up to
   * this one is settled.
   */
  coveredSlots?: readonly Date[] | undefined;
  now: Date;
}

/** A winner that was committed after our statement had begun is seen by the next one. */
const LOOKS_MAX = 3;

/**
 * Opens the first attempt of a slot, or tells who has it: the newest attempt of the first run. One statement, in which
 * the unique key (tenant, job, slot, attempt) decides; nobody waits for a lock and no connection is held between two.
 */
export async function claimSlot(
  db: Database,
  tenantId: string,
  { jobType, trigger, slot, params, coveredSlots, now }: SlotRequest,
): Promise<{ run: JobRun; isDuplicate: boolean }> {
  const metadata = JSON.stringify({ params, coveredSlots });
  for (let look = 1; look <= LOOKS_MAX; look += 1) {
    const [row] = await query<JobRunRow & { is_duplicate: boolean }>(
      db,
      `with opened as (
         insert into job_logs (id, tenant_id, job_type, status, trigger, slot, metadata, heartbeat_at, created_at, owner)
         values ($1, $2, $3, 'QUEUED', $4, $5, $6, clock_timestamp(), $7, $8)
         on conflict (tenant_id, job_type, slot, attempt) do nothing
         returning *
       )
       select ${JOB_RUN_COLUMNS}, false as is_duplicate from opened
       union all
       select ${JOB_RUN_COLUMNS}, true from job_logs
       where tenant_id = $2 and job_type = $3 and slot = $5 and not exists (select from opened)
       order by is_duplicate, attempt desc
       limit 1`,
      { bind: [randomUUID(), tenantId, jobType, trigger, slot, metadata, now, ownerToken] },
    );
    if (row) return { run: toJobRun(row), isDuplicate: row.is_duplicate };
  }
  throw new AppError('internal', 'The slot was taken, but its run is not there');
}
