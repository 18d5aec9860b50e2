import { query } from '@pulso/database';
import { AppError } from '@pulso/domain';
import { noteAudit } from '../audit/note-audit.ts';
import { listMemberships } from '../members/list-memberships.ts';
import { assertPassword } from '../password-rules.ts';
import type { Authentication } from '../session/open-authentication.ts';
import { isRefusal, toSignInError } from '../session/to-sign-in-error.ts';

/**
 * Sets a password by a link, and signs its person out everywhere.
 * @throws AppError `not_found` for a link that never was, was used or has expired, `invalid_input` for a password that nobody should choose
 */
export async function resetPassword(
  auth: Authentication,
  { token, password }: { token: string; password: string },
): Promise<void> {
  assertPassword(password);
  const { db, library, clock } = auth;
  const { internalAdapter } = await library.$context;
  const link = await internalAdapter.findVerificationValue(`reset-password:${token}`);
  try {
    await library.api.resetPassword({ body: { token, newPassword: password } });
  } catch (thrown) {
    if (!isRefusal(thrown)) throw toSignInError(thrown);
    throw new AppError('not_found', 'This link is not valid any more');
  }
  if (!link) return;
  const [user] = await query<{ email: string }>(db, 'select email from users where id = $1', { bind: [link.value] });
  if (!user) return;
  const actor = { userId: link.value, email: user.email };
  for (const { tenantId } of await listMemberships(db, link.value)) {
    await noteAudit(db, tenantId, { action: 'password_reset', actor, now: clock.now() });
  }
}
