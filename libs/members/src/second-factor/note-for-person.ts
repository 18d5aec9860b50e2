import { type AuditAction, noteAudit } from '../audit/note-audit.ts';
import { listMemberships } from '../members/list-memberships.ts';
import type { Authentication } from '../session/open-authentication.ts';

/** Keeps what somebody did to their own way in, for every company that it opens. */
export async function noteForPerson(
  { db, clock }: Authentication,
  {
    action,
    actor,
    subject,
  }: { action: AuditAction; actor: { userId: string; email: string }; subject?: string | undefined },
): Promise<void> {
  for (const { tenantId } of await listMemberships(db, actor.userId)) {
    await noteAudit(db, tenantId, { action, actor, subject, now: clock.now() });
  }
}
