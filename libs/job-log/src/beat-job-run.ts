import { type Database, query } from '@pulso/database';
import { ownerToken, type RunClaim } from './run-claim.ts';

/**
 * Says that the run's process is alive, and how far it is.
 * @param progress for the screen; null leaves what stands
 * @returns `lost` when the run is not ours any more: somebody declared it dead, and it must write nothing; `cancelled` when
 *   somebody asked for its end
 */
export async function beatJobRun(
  db: Database,
  tenantId: string,
  { run, progress }: { run: RunClaim; progress: object | null },
): Promise<'alive' | 'cancelled' | 'lost'> {
  const [alive] = await query<{ is_cancelled: boolean }>(
    db,
    `update job_logs
     set heartbeat_at = clock_timestamp(),
         metadata = case when $3::jsonb is null then metadata
           else metadata || jsonb_build_object('progress', $3::jsonb) end
     where tenant_id = $1 and id = $2 and attempt = $4 and owner = $5 and status in ('QUEUED', 'RUNNING')
     returning cancel_requested_at is not null as is_cancelled`,
    {
      bind: [tenantId, run.jobLogId, progress === null ? null : JSON.stringify(progress), run.attempt, ownerToken],
    },
  );
  if (!alive) return 'lost';
  return alive.is_cancelled ? 'cancelled' : 'alive';
}
