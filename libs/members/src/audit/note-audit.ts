import { randomUUID } from 'node:crypto';
import { type Database, query } from '@pulso/database';
import type { Transaction } from 'sequelize';

/** Added to, never changed: the words stand in stored entries. */
export const auditActions = [
  'signed_in',
  'sign_in_refused',
  'signed_out_everywhere',
  'first_owner_created',
  'user_created',
  'invited',
  'invitation_revoked',
  'joined',
  'role_changed',
  'member_removed',
  'reset_link_made',
  'password_reset',
  'seller_connected',
  'seller_disconnected',
  'schedule_paused',
  'schedule_resumed',
  'time_zone_changed',
  'alerts_tried',
  'second_factor_on',
  'second_factor_off',
  'second_factor_removed',
  'backup_codes_made',
  'passkey_added',
  'passkey_removed',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** Who did it; null = nobody who signed in, as on the command line or the local page. */
export type Actor = { userId: string; email: string } | null;

export interface AuditNote {
  action: AuditAction;
  actor: Actor;
  /** Whom or what it was done to, as a reader knows it; left out = the actor alone. */
  subject?: string | undefined;
  /** No secrets. */
  details?: Record<string, string | number | boolean | null>;
  now: Date;
  transaction?: Transaction;
}

/** Keeps that something was done. Belongs into the transaction of what it tells, where there is one. */
export async function noteAudit(
  db: Database,
  tenantId: string,
  { action, actor, subject, details = {}, now, transaction }: AuditNote,
): Promise<void> {
  await query(
    db,
    `insert into audit_entries (tenant_id, entry_id, action, actor_id, actor_email, subject, details, happened_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    {
      bind: [
        tenantId,
        randomUUID(),
        action,
        actor?.userId ?? null,
        actor?.email ?? null,
        subject ?? null,
        JSON.stringify(details),
        now,
      ],
      transaction,
    },
  );
}
