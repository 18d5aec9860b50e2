import { AppError } from '@pulso/domain';
import { noteRefusedSignIn } from '../audit/note-refused-sign-in.ts';
import { secondStepCookieName } from './cookie-names.ts';
import type { Authentication } from './open-authentication.ts';
import { isRefusal, toSignInError } from './to-sign-in-error.ts';

export interface SignedIn {
  /** Null while the code of a second factor is awaited: then nobody is signed in, and the cookies are those of `finishSignIn`. */
  userId: string | null;
  /** The `Set-Cookie` lines for the browser. */
  cookies: string[];
}

/**
 * Signs somebody in by address and password. An unknown address takes as long as a wrong password, and is told apart by nothing.
 * @param options.email as `readMailAddress` gives it
 * @throws AppError `unauthenticated`
 */
export async function signIn(
  auth: Authentication,
  { email, password }: { email: string; password: string },
): Promise<SignedIn> {
  try {
    const { headers, response } = await auth.library.api.signInEmail({
      body: { email, password },
      returnHeaders: true,
    });
    const cookies = headers.getSetCookie();
    if (!awaitsCode(response)) return { userId: response.user.id, cookies };
    // The library made a session and took it back; nothing of it leaves here.
    const name = secondStepCookieName(auth.isSecure);
    return { userId: null, cookies: cookies.filter((line) => line.startsWith(`${name}=`)) };
  } catch (thrown) {
    if (!isRefusal(thrown)) throw toSignInError(thrown);
    await noteRefusedSignIn(auth.db, { email, now: auth.clock.now() });
    throw new AppError('unauthenticated', 'Address or password is not right');
  }
}

/** What the plug-in for second factors answers in the place of the library, which its types do not say. */
function awaitsCode(response: object): boolean {
  return 'twoFactorRedirect' in response;
}
