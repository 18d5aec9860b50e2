import { query, withTransaction } from '@pulso/database';
import { type Actor, noteAudit } from '../audit/note-audit.ts';
import type { Role } from '../role.ts';
import type { Authentication } from '../session/open-authentication.ts';
import { assertOwnerRemains, lockMember } from './lock-members.ts';

/**
 * Gives a member another role, from their next request on.
 * @throws AppError `not_found`, `last_owner`
 */
export function changeRole(
  { db, clock }: Authentication,
  tenantId: string,
  { userId, role, actor }: { userId: string; role: Role; actor: Actor },
): Promise<void> {
  return withTransaction(db, async (transaction) => {
    const member = await lockMember(db, tenantId, { userId, transaction });
    if (member.role === role) return;
    if (role !== 'owner') assertOwnerRemains(member);
    await query(db, 'update members set role = $3 where tenant_id = $1 and user_id = $2', {
      bind: [tenantId, userId, role],
      transaction,
    });
    const details = { from: member.role, to: role };
    const entry = { action: 'role_changed', actor, subject: member.email, details, now: clock.now() } as const;
    await noteAudit(db, tenantId, { ...entry, transaction });
  });
}
