import { type Database, query } from '@pulso/database';
import { ownerToken, type RunClaim } from './run-claim.ts';

/**
 * Says that the run's process is alive, and how far it is.
 * @param progress for the screen; null leaves what stands
 * @returns false when the run is not ours any more: somebody declared it dead, and it must write nothing
 */
export async function beatJobRun(
  db: Database,
  tenantId: string,
  { run, progress }: { run: RunClaim; progress: object | null },
): Promise<boolean> {
  const alive = await query(
    db,
    `update job_logs
     set heartbeat_at = clock_timestamp(),
         metadata = case when $3::jsonb is null then metadata
           else metadata || jsonb_build_object('progress', $3::jsonb) end
     where tenant_id = $1 and id = $2 and attempt = $4 and owner = $5 and status in ('QUEUED', 'RUNNING')
     returning id`,
    {
      bind: [tenantId, run.jobLogId, progress === null ? null : JSON.stringify(progress), run.attempt, ownerToken],
    },
  );
  return alive.length > 0;
}
