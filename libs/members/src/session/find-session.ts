import { cookieLine } from './cookie-line.ts';
import { sessionCookieName } from './cookie-names.ts';
import type { Authentication } from './open-authentication.ts';
import { resignCookie } from './resign-cookie.ts';
import { SESSION_SECONDS } from './sign-in-tables.ts';
import { isRefusal, toSignInError } from './to-sign-in-error.ts';

/** Who a browser is signed in as. */
export interface Session {
  sessionId: string;
  userId: string;
  email: string;
  /** Whose dashboard it shows; whether this person may see it is `findMembership`'s to say. */
  activeTenantId: string | null;
}

/**
 * The session that a request's cookies name.
 * @param cookies the header, as it came
 * @returns null without one that is good, and the `Set-Cookie` lines that the answer has to carry
 */
export async function findSession(
  auth: Authentication,
  cookies: string | undefined,
): Promise<{ session: Session | null; cookies: string[] }> {
  const name = sessionCookieName(auth.isSecure);
  if (!cookies?.includes(`${name}=`)) return { session: null, cookies: [] };
  const anew = resignCookie({ cookies, name, secrets: auth.secrets });
  try {
    const { headers, response } = await auth.library.api.getSession({
      headers: new Headers({ cookie: anew?.cookies ?? cookies }),
      returnHeaders: true,
    });
    const told = headers.getSetCookie();
    if (!response) return { session: null, cookies: told };
    const { session, user } = response;
    const kept =
      anew && told.length === 0
        ? [cookieLine(auth, { name, value: anew.value, maxAge_seconds: SESSION_SECONDS })]
        : told;
    return {
      session: {
        sessionId: session.id,
        userId: user.id,
        email: user.email,
        activeTenantId: session.activeTenantId ?? null,
      },
      cookies: kept,
    };
  } catch (thrown) {
    // Signed out elsewhere at this very moment.
    if (isRefusal(thrown)) return { session: null, cookies: [] };
    throw toSignInError(thrown);
  }
}
