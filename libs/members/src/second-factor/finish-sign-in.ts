import { query } from '@pulso/database';
import { AppError } from '@pulso/domain';
import { noteRefusedSignIn } from '../audit/note-refused-sign-in.ts';
import { secondStepCookieName } from '../session/cookie-names.ts';
import { pickCookie } from '../session/library-cookies.ts';
import type { Authentication } from '../session/open-authentication.ts';
import { decodeCookie } from '../session/read-cookie.ts';
import { isRefusal, toSignInError } from '../session/to-sign-in-error.ts';
import { codeOf } from './refusal-code.ts';

/** Who came in by which second factor. */
export interface FinishedSignIn {
  userId: string;
  email: string;
  factor: 'totp' | 'backup_code';
  /** The `Set-Cookie` lines for the browser. */
  cookies: string[];
}

/**
 * Signs in whoever gave the right password before, by the code that the app shows or by a backup code, which is spent.
 * @param options.cookies the header, as it came
 * @throws AppError `unauthenticated` for a wrong code, `not_found` when the password has to be given again, `too_many_attempts` for
 *   somebody whose codes were wrong too often, from whatever address
 */
export async function finishSignIn(
  auth: Authentication,
  { cookies, code }: { cookies: string | undefined; code: string },
): Promise<FinishedSignIn> {
  const cookie = pickCookie(auth, cookies, secondStepCookieName(auth.isSecure));
  const person = cookie === null ? null : await findPerson(auth, cookie);
  if (cookie === null || person === null) throw passwordAgain();
  const factor = /^\d{6}$/.test(code) ? 'totp' : 'backup_code';
  const { api } = auth.library;
  const asked = { body: { code }, headers: new Headers({ cookie }), returnHeaders: true } as const;
  try {
    const { headers } = factor === 'totp' ? await api.verifyTOTP(asked) : await api.verifyBackupCode(asked);
    return { ...person, factor, cookies: headers.getSetCookie() };
  } catch (thrown) {
    if (!isRefusal(thrown)) throw toSignInError(thrown);
    await noteRefusedSignIn(auth.db, { email: person.email, now: auth.clock.now() });
    throw refusalOf(thrown);
  }
}

/** Whom a challenge is of. The library looks at its signature. */
async function findPerson(auth: Authentication, cookie: string): Promise<{ userId: string; email: string } | null> {
  const value = decodeCookie(cookie.slice(cookie.indexOf('=') + 1));
  const { internalAdapter } = await auth.library.$context;
  const challenge = await internalAdapter.findVerificationValue(value.slice(0, value.lastIndexOf('.')));
  if (!challenge) return null;
  const [user] = await query<{ id: string; email: string }>(
    auth.db,
    'select id, email from users where id::text = $1',
    { bind: [challenge.value] },
  );
  return user ? { userId: user.id, email: user.email } : null;
}

function refusalOf(thrown: unknown): AppError {
  const code = codeOf(thrown);
  if (code === 'ACCOUNT_TEMPORARILY_LOCKED') {
    return new AppError('too_many_attempts', 'Too many wrong codes for this person; try again in fifteen minutes');
  }
  if (code === 'INVALID_CODE' || code === 'INVALID_BACKUP_CODE') {
    return new AppError('unauthenticated', 'The code is not right');
  }
  return passwordAgain();
}

function passwordAgain(): AppError {
  return new AppError('not_found', 'Give address and password again');
}
