import { AppError } from '@pulso/domain';
import { type AuditNote, type Authentication, listMemberships, noteAudit, signOutEverywhere } from '@pulso/members';

/**
 * Keeps that somebody signed in, for the company that their session shows.
 * @throws AppError `forbidden` for whoever belongs to none
 */
export async function noteSignIn(
  auth: Authentication,
  { userId, email }: { userId: string; email: string },
  details: AuditNote['details'] = {},
): Promise<void> {
  const user = { userId, email };
  const [first] = await listMemberships(auth.db, user.userId);
  if (!first) {
    await signOutEverywhere(auth, user.userId);
    throw new AppError('forbidden', 'This person belongs to no company any more');
  }
  await noteAudit(auth.db, first.tenantId, { action: 'signed_in', actor: user, details, now: auth.clock.now() });
}
