import { type Database, query } from '@pulso/database';
import { declaredDead, isSilent } from './death.ts';

/**
 * Declares a tenant's runs of a job dead whose process gave no sign of life for longer than the lease.
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
     set ${declaredDead('$4')}
     where tenant_id = $1 and id in (
       select id from job_logs
       where tenant_id = $1 and job_type = $2 and ${isSilent('$3')}
       for no key update skip locked
     )
     returning id`,
    { bind: [tenantId, jobType, lease_ms, now] },
  );
  return dead.length;
}
