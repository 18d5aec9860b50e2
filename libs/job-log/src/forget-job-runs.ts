import { type Database, deleteInBatches, readSql } from '@pulso/database';

const sql = readSql(new URL('./forget-job-runs.sql', import.meta.url));

/** Removes the ended runs of a tenant that were accepted before an instant. @returns how many */
export function forgetJobRuns(
  db: Database,
  tenantId: string,
  { before, signal }: { before: Date; signal?: AbortSignal },
): Promise<number> {
  return deleteInBatches(db, sql, { bind: [tenantId, before], signal });
}
