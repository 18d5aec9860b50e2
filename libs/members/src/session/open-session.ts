import { cookieLine } from './cookie-line.ts';
import { sessionCookieName } from './cookie-names.ts';
import type { Authentication } from './open-authentication.ts';
import { SESSION_SECONDS } from './sign-in-tables.ts';
import { signValue } from './sign-value.ts';
import { toSignInError } from './to-sign-in-error.ts';

/**
 * Signs in somebody who has shown who they are.
 * @returns the `Set-Cookie` line for the browser
 */
export async function openSession(auth: Authentication, userId: string): Promise<string> {
  const { internalAdapter } = await auth.library.$context;
  const { token } = await internalAdapter.createSession(userId).catch((thrown: unknown) => {
    throw toSignInError(thrown);
  });
  return cookieLine(auth, {
    name: sessionCookieName(auth.isSecure),
    value: encodeURIComponent(signValue(token, auth.secrets[0])),
    maxAge_seconds: SESSION_SECONDS,
  });
}
