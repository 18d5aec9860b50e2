import { type Database, query } from '@pulso/database';
import type { JobType } from '../job-definitions.ts';

/** The schedule of one job of one tenant, paused. */
export interface SchedulePause {
  tenantId: string;
  jobType: JobType;
  pausedAt: Date;
}

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
export async function pauseSchedule(
  db: Database,
  tenantId: string,
  { jobTypes, now }: { jobTypes: readonly JobType[]; now: Date },
): Promise<void> {
  await query(
    db,
    `insert into schedule_pauses (tenant_id, job_type, paused_at) select $1, job_type, $3 from unnest($2::text[]) as job_type
     on conflict do nothing`,
    { bind: [tenantId, jobTypes, now] },
  );
}

/** Goes on with the schedule of some jobs; of the slots of the pause the newest makes up for the others. */
export async function resumeSchedule(
  db: Database,
  tenantId: string,
  { jobTypes }: { jobTypes: readonly JobType[] },
): Promise<void> {
  await query(db, 'delete from schedule_pauses where tenant_id = $1 and job_type = any ($2)', {
    bind: [tenantId, jobTypes],
  });
}
