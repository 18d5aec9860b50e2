import { type Database, query } from '@pulso/database';
import { AppError } from '@pulso/domain';
import type { Transaction } from 'sequelize';
import { ownerToken, type RunClaim } from './run-claim.ts';

/**
 * Lets a transaction that wrote for a run commit only while that attempt is running and ours: a process that was frozen,
 * declared dead and wakes up writes nothing. To be asked last, because it holds the run's row against heartbeats and
 * against being declared dead until the transaction ends; those few milliseconds are what makes the answer hold.
 * @throws AppError `interrupted` when the run was lost
 */
export async function fenceJobRun(
  db: Database,
  tenantId: string,
  { run, transaction }: { run: RunClaim; transaction: Transaction },
): Promise<void> {
  const held = await query(
    db,
    `select from job_logs
     where tenant_id = $1 and id = $2 and attempt = $3 and owner = $4 and status = 'RUNNING'
     for share`,
    { bind: [tenantId, run.jobLogId, run.attempt, ownerToken], transaction },
  );
  if (held.length > 0) return;
  throw new AppError('interrupted', `The run ${run.jobLogId} was declared dead meanwhile: it writes nothing any more`);
}
