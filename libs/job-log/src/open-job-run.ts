import { randomUUID } from 'node:crypto';
import { type Database, query, withTransaction } from '@pulso/database';
import { AppError } from '@pulso/domain';
import type { Transaction } from 'sequelize';
import { claimSlot, type SlotRequest } from './claim-slot.ts';
import { JOB_RUN_COLUMNS, type JobRun, type JobRunRow, toJobRun } from './job-run.ts';
import { ownerToken } from './run-claim.ts';

export interface OpenRequest extends Omit<SlotRequest, 'slot'> {
  /** Null for a run without one. */
  slot: Date | null;
  /** Lets a request without slot join a living run; left out = it never does. */
  join?: {
    /** Without a sign of life for so long, a run is not joined any more. */
    lease_ms: number;
    /** Whether a run with these parameters does all that is asked. */
    isCovered(params: unknown): boolean;
  };
}

/**
 * Opens the row of a run before its work, as QUEUED.
 *
 * With a slot, the unique key (tenant, job, slot, attempt) decides who runs: the loser gets the newest attempt of the
 * first run. Without one, a living run that covers the request is joined. Both are duplicates: nothing new begins.
 */
export async function openJobRun(
  db: Database,
  tenantId: string,
  request: OpenRequest,
): Promise<{ run: JobRun; isDuplicate: boolean }> {
  const { slot } = request;
  if (slot !== null) return claimSlot(db, tenantId, { ...request, slot });
  return withTransaction(db, async (transaction) => {
    // Requests of one tenant and job are taken one after the other, so that twenty at once see each other.
    await query(db, `select pg_advisory_xact_lock(hashtextextended('open ' || $1 || $2, 0))`, {
      bind: [tenantId, request.jobType],
      transaction,
    });
    const joined = await findCovering(db, tenantId, { request, transaction });
    if (joined) return { run: joined, isDuplicate: true };
    const [opened] = await query<JobRunRow>(
      db,
      `insert into job_logs (id, tenant_id, job_type, status, trigger, metadata, heartbeat_at, created_at, owner)
       values ($1, $2, $3, 'QUEUED', $4, $5, clock_timestamp(), $6, $7)
       returning ${JOB_RUN_COLUMNS}`,
      {
        bind: [
          randomUUID(),
          tenantId,
          request.jobType,
          request.trigger,
          JSON.stringify({ params: request.params }),
          request.now,
          ownerToken,
        ],
        transaction,
      },
    );
    if (!opened) throw new AppError('internal', 'The run was not stored');
    return { run: toJobRun(opened), isDuplicate: false };
  });
}

async function findCovering(
  db: Database,
  tenantId: string,
  { request, transaction }: { request: OpenRequest; transaction: Transaction },
): Promise<JobRun | null> {
  const { join } = request;
  if (!join) return null;
  const living = await query<JobRunRow>(
    db,
    `select ${JOB_RUN_COLUMNS} from job_logs
     where tenant_id = $1 and job_type = $2 and status in ('QUEUED', 'RUNNING') and cancel_requested_at is null
       and heartbeat_at > clock_timestamp() - make_interval(secs => $3::double precision / 1000)
     order by created_at, id`,
    { bind: [tenantId, request.jobType, join.lease_ms], transaction },
  );
  const covering = living.find((row) => join.isCovered(row.metadata.params));
  return covering ? toJobRun(covering) : null;
}
