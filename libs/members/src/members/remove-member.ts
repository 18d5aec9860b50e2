import { query, withTransaction } from '@pulso/database';
import { type Actor, noteAudit } from '../audit/note-audit.ts';
import type { Authentication } from '../session/open-authentication.ts';
import { assertOwnerRemains, lockMember } from './lock-members.ts';

/**
 * Takes a member out of a company; browsers that show it are signed out. Whoever is then a member of none ceases to be known.
 * @throws AppError `not_found`, `last_owner`
 */
export function removeMember(
  { db, clock }: Authentication,
  tenantId: string,
  { userId, actor }: { userId: string; actor: Actor },
): Promise<void> {
  return withTransaction(db, async (transaction) => {
    const member = await lockMember(db, tenantId, { userId, transaction });
    assertOwnerRemains(member);
    const bind = [tenantId, userId];
    await query(db, 'delete from members where tenant_id = $1 and user_id = $2', { bind, transaction });
    await query(db, 'delete from user_sessions where active_tenant_id = $1 and user_id = $2', { bind, transaction });
    await query(db, 'delete from users where id = $1 and not exists (select from members where user_id = $1)', {
      bind: [userId],
      transaction,
    });
    const entry = { action: 'member_removed', actor, subject: member.email, now: clock.now() } as const;
    await noteAudit(db, tenantId, { ...entry, transaction });
  });
}
