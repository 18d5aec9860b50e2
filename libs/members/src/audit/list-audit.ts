import { type Database, query } from '@pulso/database';
import type { AuditAction } from './note-audit.ts';

export interface AuditEntry {
  entryId: string;
  action: AuditAction;
  /** Null = nobody who signed in. */
  actorEmail: string | null;
  subject: string | null;
  details: Record<string, string | number | boolean | null>;
  happenedAt: Date;
}

interface AuditRow {
  entry_id: string;
  action: AuditAction;
  actor_email: string | null;
  subject: string | null;
  details: AuditEntry['details'];
  happened_at: Date;
}

/**
 * The newest entries of a tenant.
 * @param options.before only older ones; null = from now
 */
export async function listAudit(
  db: Database,
  tenantId: string,
  { before, limit }: { before: Date | null; limit: number },
): Promise<AuditEntry[]> {
  const rows = await query<AuditRow>(
    db,
    `select entry_id, action, actor_email, subject, details, happened_at from audit_entries
     where tenant_id = $1 and ($2::timestamptz is null or happened_at < $2)
     order by happened_at desc, entry_id limit $3`,
    { bind: [tenantId, before, limit] },
  );
  return rows.map((row) => ({
    entryId: row.entry_id,
    action: row.action,
    actorEmail: row.actor_email,
    subject: row.subject,
    details: row.details,
    happenedAt: row.happened_at,
  }));
}
