import { type Database, query } from '@pulso/database';

/**
 * Says that the run's process is alive, and how far it is.
 * @param progress for the screen; null leaves what stands
 * @returns false when the run is not ours any more: somebody declared it dead, and it must write nothing
 */
export async function beatJobRun(
  db: Database,
  tenantId: string,
  { jobLogId, progress }: { jobLogId: string; progress: object | null },
): Promise<boolean> {
  const alive = await query(
    db,
    `update job_logs
     set heartbeat_at = clock_timestamp(),
         metadata = case when $3::jsonb is null then metadata
           else metadata || jsonb_build_object('progress', $3::jsonb) end
     where tenant_id = $1 and id = $2 and status in ('QUEUED', 'RUNNING')
     returning id`,
    { bind: [tenantId, jobLogId, progress === null ? null : JSON.stringify(progress)] },
  );
  return alive.length > 0;
}
