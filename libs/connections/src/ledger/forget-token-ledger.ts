import { type Database, deleteInBatches } from '@pulso/database';

/**
 * Removes what the ledger of keys says of the time before an instant.
 * @returns how many entries
 */
export function forgetTokenLedger(
  db: Database,
  tenantId: string,
  { before, signal }: { before: Date; signal?: AbortSignal },
): Promise<number> {
  const sql = `with old as (
      select connection_id, entry_id from token_ledger where tenant_id = $1 and began_at < $2 limit $3
    ), gone as (
      delete from token_ledger l using old o
      where l.tenant_id = $1 and l.connection_id = o.connection_id and l.entry_id = o.entry_id
      returning 1
    )
    select count(*)::int as removed from gone`;
  return deleteInBatches(db, sql, { bind: [tenantId, before], signal });
}
