import { query } from '@pulso/database';
import { AppError } from '@pulso/domain';
import { noteRefusedSignIn } from '../audit/note-refused-sign-in.ts';
import { passkeyCookieName } from '../session/cookie-names.ts';
import { headersWith } from '../session/library-cookies.ts';
import type { Authentication } from '../session/open-authentication.ts';
import type { PasskeyQuestion } from './add-passkey.ts';
import { askForPasskey } from './ask-for-passkey.ts';

/** What a browser answers to `askPasskey`: of WebAuthn's answer in JSON, as much as is looked at. */
export interface PasskeyAnswer {
  id: string;
  rawId: string;
  type: 'public-key';
  response: { clientDataJSON: string; authenticatorData: string; signature: string };
}

/** Asks a browser, whoever has it, for any passkey of ours; the answer is waited for five minutes, and once. */
export async function askPasskey(auth: Authentication): Promise<PasskeyQuestion> {
  const asked = { headers: new Headers(), returnHeaders: true } as const;
  const { response, headers } = await askForPasskey(() => auth.library.api.generatePasskeyAuthenticationOptions(asked));
  // The library would be content with an authenticator that saw nobody; we are not, so it is not asked for that.
  return { options: { ...response, userVerification: 'required' }, cookies: headers.getSetCookie() };
}

/**
 * Signs in whoever has a passkey, by the browser's answer to `askPasskey`. No code is asked for besides: a device was had, and it knew its
 * person.
 * @param options.origin of our own page, as configuration says it
 * @throws AppError `unauthenticated` for an answer that is not right, which is kept like a refused sign-in; `not_found` when none is waited
 *   for in this browser
 */
export async function signInByPasskey(
  auth: Authentication,
  { cookies, origin, credential }: { cookies: string | undefined; origin: string; credential: PasskeyAnswer },
): Promise<{ userId: string; email: string; cookies: string[] }> {
  const headers = headersWith(auth, cookies, [passkeyCookieName(auth.isSecure)]);
  headers.set('origin', origin);
  const response = { ...credential, clientExtensionResults: {} };
  const asked = { body: { response }, headers, returnHeaders: true } as const;
  try {
    const done = await askForPasskey(() => auth.library.api.verifyPasskeyAuthentication(asked));
    await query(auth.db, 'update user_passkeys set last_used_at = $2 where credential_id = $1', {
      bind: [credential.id, auth.clock.now()],
    });
    const { id: userId, email } = done.response.user;
    return { userId, email, cookies: done.headers.getSetCookie() };
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'unauthenticated') await noteRefusal(auth, credential.id);
    throw thrown;
  }
}

/** For the person of the passkey, if it is anybody's. */
async function noteRefusal({ db, clock }: Authentication, credentialId: string): Promise<void> {
  const [person] = await query<{ email: string }>(
    db,
    'select u.email from user_passkeys p join users u on u.id = p.user_id where p.credential_id = $1',
    { bind: [credentialId] },
  );
  if (person) await noteRefusedSignIn(db, { email: person.email, now: clock.now() });
}
