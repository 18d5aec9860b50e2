import { query, withTransaction } from '@pulso/database';
import { AppError } from '@pulso/domain';
import { type Actor, noteAudit } from '../audit/note-audit.ts';
import { lockMember } from '../members/lock-members.ts';
import type { Authentication } from '../session/open-authentication.ts';
import { takeFactors } from './take-factors.ts';

/**
 * Takes a member's second factor away when the telephone is lost, as an owner may: only of whom no other company knows, since the factor
 * guards everything that is theirs. They are signed out everywhere, and come in by their password.
 * Nobody's own: that is turned off by the password.
 * @throws AppError `not_found` for whoever is no member, `forbidden` for a member of another company too and for oneself
 */
export async function removeMemberFactors(
  { db, clock }: Authentication,
  tenantId: string,
  { userId, actor }: { userId: string; actor: Actor },
): Promise<void> {
  if (actor?.userId === userId) throw new AppError('forbidden', 'Turn your own second factor off by your password');
  await withTransaction(db, async (transaction) => {
    const { email } = await lockMember(db, tenantId, { userId, transaction });
    const companies = await query(db, 'select from members where user_id = $1', { bind: [userId], transaction });
    if (companies.length > 1) {
      throw new AppError('forbidden', 'Only this person, or whoever runs Pulso, can turn this second factor off');
    }
    await takeFactors(db, userId, { transaction });
    const entry = { action: 'second_factor_removed', actor, subject: email, now: clock.now() } as const;
    await noteAudit(db, tenantId, { ...entry, transaction });
  });
}
