import { type Database, query } from '@pulso/database';

/**
 * Declares runs dead whose process gave no sign of life for longer than the lease. Leases compare with the database's
 * clock, so that a process with a wrong clock neither kills nor outlives anybody.
 * @returns how many were declared dead
 */
export async function abandonDeadJobRuns(
  db: Database,
  tenantId: string,
  { jobType, lease_ms, now }: { jobType: string; lease_ms: number; now: Date },
): Promise<number> {
  const dead = await query(
    db,
    `update job_logs
     set status = 'ABANDONED', completed_at = $4,
         duration_ms = case when started_at is null then 0
           else greatest(0, round(extract(epoch from $4::timestamptz - started_at) * 1000))::int end,
         error_code = 'interrupted', error_message = 'The process that ran this gave no sign of life any more'
     where tenant_id = $1 and id in (
       select id from job_logs
       where tenant_id = $1 and job_type = $2 and status in ('QUEUED', 'RUNNING')
         and heartbeat_at < clock_timestamp() - make_interval(secs => $3::double precision / 1000)
       for no key update skip locked
     )
     returning id`,
    { bind: [tenantId, jobType, lease_ms, now] },
  );
  return dead.length;
}
