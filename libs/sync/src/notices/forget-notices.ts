import { type Database, deleteInBatches, readSql } from '@pulso/database';

const sql = readSql(new URL('./forget-notices.sql', import.meta.url));

/** Removes the notices of a tenant that came before an instant. @returns how many */
export function forgetNotices(
  db: Database,
  tenantId: string,
  { before, signal }: { before: Date; signal?: AbortSignal },
): Promise<number> {
  return deleteInBatches(db, sql, { bind: [tenantId, before], signal });
}
