import { query } from '@pulso/database';
import { AppError } from '@pulso/domain';
import { noteForPerson } from '../second-factor/note-for-person.ts';
import type { Authentication } from '../session/open-authentication.ts';
import { provePassword } from '../users/prove-password.ts';

/**
 * Takes one of somebody's own passkeys away; it opens nothing any more. Who signed in by it stays signed in.
 * @throws AppError `unauthenticated` for a wrong password; `not_found` for a passkey of somebody else and for none alike
 */
export async function removePasskey(
  auth: Authentication,
  { passkeyId, password, person }: { passkeyId: string; password: string; person: { userId: string; email: string } },
): Promise<void> {
  const { userId } = person;
  await provePassword(auth, { userId, password });
  const [removed] = await query<{ name: string }>(
    auth.db,
    'delete from user_passkeys where id = $1 and user_id = $2 returning name',
    { bind: [passkeyId, userId] },
  );
  if (!removed) throw new AppError('not_found', 'There is no such passkey');
  await noteForPerson(auth, { action: 'passkey_removed', actor: person, subject: removed.name });
}
