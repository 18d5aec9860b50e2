import { type Database, write } from '@pulso/database';
import { ownerToken, type RunClaim } from './run-claim.ts';

/** Adds to the metadata of a run that is still ours, before its end; a lost run is left as it is. */
export async function noteJobRun(
  db: Database,
  tenantId: string,
  { run, metadata }: { run: RunClaim; metadata: object },
): Promise<void> {
  await write(
    db,
    `update job_logs set metadata = metadata || $3::jsonb
     where tenant_id = $1 and id = $2 and attempt = $4 and owner = $5 and status = 'RUNNING'`,
    { bind: [tenantId, run.jobLogId, JSON.stringify(metadata), run.attempt, ownerToken] },
  );
}
