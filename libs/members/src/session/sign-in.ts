import { AppError } from '@pulso/domain';
import { noteRefusedSignIn } from '../audit/note-refused-sign-in.ts';
import type { Authentication } from './open-authentication.ts';
import { isRefusal, toSignInError } from './to-sign-in-error.ts';

export interface SignedIn {
  userId: string;
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
    return { userId: response.user.id, cookies: headers.getSetCookie() };
  } catch (thrown) {
    if (!isRefusal(thrown)) throw toSignInError(thrown);
    await noteRefusedSignIn(auth.db, { email, now: auth.clock.now() });
    throw new AppError('unauthenticated', 'Address or password is not right');
  }
}
