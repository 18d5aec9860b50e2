import type { Database } from '@pulso/database';
import { AppError } from '@pulso/domain';
import { fenceJobRun, type JobRun } from '@pulso/job-log';

/**
 * The database as the work of one run sees it: a transaction commits only while the run is ours, and so does every
 * statement given to `write`.
 * @param onLost told once a transaction found the run lost, so that the work ends before the next heartbeat says so
 */
export function fenceDatabase(db: Database, { run, onLost }: { run: JobRun; onLost: () => void }): Database {
  return {
    ...db,
    async beforeCommit(transaction) {
      try {
        await fenceJobRun(db, run.tenantId, { run, transaction });
      } catch (error) {
        if (error instanceof AppError && error.code === 'interrupted') onLost();
        throw error;
      }
    },
  };
}
