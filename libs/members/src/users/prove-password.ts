import { query } from '@pulso/database';
import { AppError } from '@pulso/domain';
import { noteRefusedSignIn } from '../audit/note-refused-sign-in.ts';
import type { Authentication } from '../session/open-authentication.ts';

/**
 * Asks somebody who is signed in for the password once more, before what cannot be undone. A wrong one is kept like a refused sign-in.
 * @throws AppError `unauthenticated`, also for somebody without a password
 */
export async function provePassword(
  auth: Authentication,
  { userId, password }: { userId: string; password: string },
): Promise<void> {
  const [known] = await query<{ email: string; hash: string }>(
    auth.db,
    `select u.email, c.password as hash from users u join user_credentials c on c.user_id = u.id
     where u.id = $1 and c.password is not null`,
    { bind: [userId] },
  );
  const { password: own } = await auth.library.$context;
  if (known && (await own.verify({ hash: known.hash, password }))) return;
  if (known) await noteRefusedSignIn(auth.db, { email: known.email, now: auth.clock.now() });
  throw new AppError('unauthenticated', 'The password is not right');
}
