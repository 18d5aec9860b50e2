import { withTransaction } from '@pulso/database';
import { AppError } from '@pulso/domain';
import { noteAudit } from '../audit/note-audit.ts';
import { listMemberships } from '../members/list-memberships.ts';
import type { Authentication } from '../session/open-authentication.ts';
import { findUser } from '../users/find-user.ts';
import { takeFactors } from './take-factors.ts';

/**
 * The same for anybody, for whoever runs Pulso: the way back in for an only owner.
 * @param options.email as `readMailAddress` gives it
 * @throws AppError `not_found`
 */
export async function removeFactors(
  { db, clock }: Authentication,
  { email }: { email: string },
): Promise<{ userId: string }> {
  const user = await findUser(db, email);
  if (!user) throw new AppError('not_found', `Nobody is known by ${email}`);
  const { userId } = user;
  const companies = await listMemberships(db, userId);
  await withTransaction(db, async (transaction) => {
    await takeFactors(db, userId, { transaction });
    const entry = { action: 'second_factor_removed', actor: null, subject: email, now: clock.now() } as const;
    for (const { tenantId } of companies) await noteAudit(db, tenantId, { ...entry, transaction });
  });
  return { userId };
}
