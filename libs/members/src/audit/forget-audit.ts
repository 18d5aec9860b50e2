import { type Database, deleteInBatches } from '@pulso/database';

const sql = `
  with gone as (
    delete from audit_entries where tenant_id = $1 and entry_id in (
      select entry_id from audit_entries where tenant_id = $1 and happened_at < $2 order by happened_at limit $3
    )
    returning 1
  )
  select count(*)::int as removed from gone`;

/** Removes the entries of a tenant from before an instant. @returns how many */
export function forgetAudit(
  db: Database,
  tenantId: string,
  { before, signal }: { before: Date; signal?: AbortSignal },
): Promise<number> {
  return deleteInBatches(db, sql, { bind: [tenantId, before], signal });
}
