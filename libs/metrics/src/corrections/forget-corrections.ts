import { type Database, deleteInBatches, readSql } from '@pulso/database';
import type { BusinessDay } from '@pulso/domain';

const sql = readSql(new URL('./forget-corrections.sql', import.meta.url));

/**
 * Removes from the book of corrections what was entered before an instant, and every entry of a day that is not kept any more.
 * @param options.firstDay null = every day is kept
 * @returns how many
 */
export function forgetCorrections(
  db: Database,
  tenantId: string,
  { before, firstDay, signal }: { before: Date; firstDay: BusinessDay | null; signal?: AbortSignal },
): Promise<number> {
  return deleteInBatches(db, sql, { bind: [tenantId, before, firstDay], signal });
}
