import { noteForPerson } from '../second-factor/note-for-person.ts';
import { passkeyCookieName, sessionCookieName } from '../session/cookie-names.ts';
import { headersWith, sessionHeaders } from '../session/library-cookies.ts';
import type { Authentication } from '../session/open-authentication.ts';
import { provePassword } from '../users/prove-password.ts';
import { askForPasskey } from './ask-for-passkey.ts';

/** A question to the browser, as WebAuthn has it in JSON, and the cookie that says for whom it was made. */
export interface PasskeyQuestion {
  options: { challenge: string } & Record<string, unknown>;
  /** The `Set-Cookie` lines for the browser. */
  cookies: string[];
}

/**
 * Asks the browser of whoever is signed in for a new passkey; the answer is waited for five minutes, and once.
 * @param options.cookies the header, as it came
 * @throws AppError `unauthenticated` for a wrong password, which is kept like a refused sign-in
 */
export async function preparePasskey(
  auth: Authentication,
  { cookies, password, userId }: { cookies: string | undefined; password: string; userId: string },
): Promise<PasskeyQuestion> {
  await provePassword(auth, { userId, password });
  const asked = { headers: sessionHeaders(auth, cookies), returnHeaders: true } as const;
  const { response, headers } = await askForPasskey(() => auth.library.api.generatePasskeyRegistrationOptions(asked));
  return { options: { ...response }, cookies: headers.getSetCookie() };
}

/**
 * Keeps the passkey that the browser made for `preparePasskey`.
 * @param options.credential the browser's answer, as WebAuthn has it in JSON
 * @param options.origin of our own page, as configuration says it
 * @throws AppError `not_found` when no answer is waited for in this browser, `invalid_input` for what is none or is known already
 */
export async function addPasskey(
  auth: Authentication,
  given: {
    cookies: string | undefined;
    origin: string;
    name: string;
    credential: object;
    person: { userId: string; email: string };
  },
): Promise<void> {
  const { isSecure, library } = auth;
  const headers = headersWith(auth, given.cookies, [sessionCookieName(isSecure), passkeyCookieName(isSecure)]);
  headers.set('origin', given.origin);
  const body = { name: given.name, response: given.credential };
  await askForPasskey(() => library.api.verifyPasskeyRegistration({ body, headers }));
  await noteForPerson(auth, { action: 'passkey_added', actor: given.person, subject: given.name });
}
