import { AppError } from '@pulso/domain';
import { type Authentication, listMemberships, noteAudit, signOutEverywhere } from '@pulso/members';

/**
 * Keeps that somebody signed in, for the company that their session shows.
 * @throws AppError `forbidden` for whoever belongs to none
 */
export async function noteSignIn(auth: Authentication, user: { userId: string; email: string }): Promise<void> {
  const [first] = await listMemberships(auth.db, user.userId);
  if (!first) {
    await signOutEverywhere(auth, user.userId);
    throw new AppError('forbidden', 'This person belongs to no company any more');
  }
  await noteAudit(auth.db, first.tenantId, { action: 'signed_in', actor: user, now: auth.clock.now() });
}
