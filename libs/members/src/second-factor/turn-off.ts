import { sessionHeaders } from '../session/library-cookies.ts';
import type { Authentication } from '../session/open-authentication.ts';
import { askLibrary } from './ask-library.ts';
import { noteForPerson } from './note-for-person.ts';

interface OwnChange {
  /** The header, as it came. */
  cookies: string | undefined;
  password: string;
  person: { userId: string; email: string };
}

/**
 * Turns somebody's own second factor off; its key and its backup codes are gone.
 * @returns the `Set-Cookie` lines of the session, which is renewed
 * @throws AppError `unauthenticated` for a wrong password
 */
export async function turnOffSecondFactor(
  auth: Authentication,
  { cookies, password, person }: OwnChange,
): Promise<string[]> {
  const asked = { body: { password }, headers: sessionHeaders(auth, cookies), returnHeaders: true } as const;
  const done = await askLibrary(() => auth.library.api.disableTwoFactor(asked));
  await noteForPerson(auth, { action: 'second_factor_off', actor: person });
  return done.headers.getSetCookie();
}

/**
 * Makes new backup codes, which are shown once; the former ones open nothing any more.
 * @throws AppError `unauthenticated` for a wrong password, `invalid_input` while no second factor is on
 */
export async function renewBackupCodes(
  auth: Authentication,
  { cookies, password, person }: OwnChange,
): Promise<string[]> {
  const asked = { body: { password }, headers: sessionHeaders(auth, cookies) };
  const { backupCodes } = await askLibrary(() => auth.library.api.generateBackupCodes(asked));
  await noteForPerson(auth, { action: 'backup_codes_made', actor: person });
  return backupCodes;
}
