import { type Database, query, readSql } from '@pulso/database';

const sql = readSql(new URL('./put-off-looks.sql', import.meta.url));

/** A tenant who owes nothing before an instant; null = nothing until something changes. */
export interface PutOff {
  tenantId: string;
  lookAt: Date | null;
  /** As it was read, so that what happened meanwhile is looked at. */
  changes: number;
}

/** Has tenants who owe nothing looked at when they next do. */
export async function putOffLooks(db: Database, looks: readonly PutOff[]): Promise<void> {
  if (looks.length === 0) return;
  await query(db, sql, {
    bind: [looks.map((one) => one.tenantId), looks.map((one) => one.lookAt), looks.map((one) => one.changes)],
  });
}
