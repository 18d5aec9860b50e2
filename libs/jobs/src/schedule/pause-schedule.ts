import { type Database, query, withTransaction } from '@pulso/database';
import type { JobType } from '../job-definitions.ts';

/** The schedule of one job of one tenant, paused. */
export interface SchedulePause {
  tenantId: string;
  jobType: JobType;
  pausedAt: Date;
}

type Transaction = Parameters<Parameters<typeof withTransaction>[1]>[0];

/** What is kept of a change elsewhere, in its transaction; told of each job whose schedule did change. */
type Alongside = (jobType: JobType, transaction: Transaction) => Promise<void>;

/** The pauses of every tenant, or of one. */
export async function listSchedulePauses(db: Database, tenantId: string | null): Promise<SchedulePause[]> {
  const rows = await query<{ tenant_id: string; job_type: JobType; paused_at: Date }>(
    db,
    `select tenant_id, job_type, paused_at from schedule_pauses where $1::uuid is null or tenant_id = $1
     order by tenant_id, job_type`,
    { bind: [tenantId] },
  );
  return rows.map((row) => ({ tenantId: row.tenant_id, jobType: row.job_type, pausedAt: row.paused_at }));
}

/**
 * Pauses the schedule of some jobs of a tenant, who must exist: no slot of them begins, and whatever anybody asks for runs all the same. A
 * paused one keeps the instant of its first pause.
 */
export function pauseSchedule(
  db: Database,
  tenantId: string,
  { jobTypes, now, alongside }: { jobTypes: readonly JobType[]; now: Date; alongside?: Alongside },
): Promise<void> {
  return change(db, {
    sql: `insert into schedule_pauses (tenant_id, job_type, paused_at) select $1, job_type, $3 from unnest($2::text[]) as job_type
     on conflict do nothing returning job_type`,
    bind: [tenantId, jobTypes, now],
    alongside,
  });
}

/** Goes on with the schedule of some jobs; of the slots of the pause the newest makes up for the others. */
export function resumeSchedule(
  db: Database,
  tenantId: string,
  { jobTypes, alongside }: { jobTypes: readonly JobType[]; alongside?: Alongside },
): Promise<void> {
  return change(db, {
    sql: 'delete from schedule_pauses where tenant_id = $1 and job_type = any ($2) returning job_type',
    bind: [tenantId, jobTypes],
    alongside,
  });
}

function change(
  db: Database,
  { sql, bind, alongside }: { sql: string; bind: unknown[]; alongside: Alongside | undefined },
): Promise<void> {
  return withTransaction(db, async (transaction) => {
    const changed = await query<{ job_type: JobType }>(db, sql, { bind, transaction });
    for (const { job_type } of changed) await alongside?.(job_type, transaction);
  });
}
