import { sessionHeaders } from '../session/library-cookies.ts';
import type { Authentication } from '../session/open-authentication.ts';
import { askLibrary, factorIs } from './ask-library.ts';
import { hasSecondFactor } from './has-second-factor.ts';
import { noteForPerson } from './note-for-person.ts';

/** What an app is told, and what is kept on paper: both are shown once. */
export interface NewSecondFactor {
  /** `otpauth://…`, with the key. */
  uri: string;
  backupCodes: string[];
}

/**
 * Makes a key for an app that shows codes. Nobody is asked for one until `confirmSecondFactor` has seen the first.
 * @param options.cookies the header, as it came
 * @throws AppError `unauthenticated` for a wrong password, `invalid_input` when it is on already
 */
export async function prepareSecondFactor(
  auth: Authentication,
  { cookies, password }: { cookies: string | undefined; password: string },
): Promise<NewSecondFactor> {
  const headers = sessionHeaders(auth, cookies);
  const made = await askLibrary(() => auth.library.api.enableTwoFactor({ body: { password }, headers }));
  if (made.method !== 'totp') throw new Error('the library made another factor than an app');
  return { uri: made.totpURI, backupCodes: made.backupCodes };
}

/**
 * Turns the second factor on by the first code of the app.
 * @returns the `Set-Cookie` lines of the session, which is renewed
 * @throws AppError `unauthenticated` for a wrong code, `invalid_input` when no key was made or it is on already
 */
export async function confirmSecondFactor(
  auth: Authentication,
  { cookies, code, person }: { cookies: string | undefined; code: string; person: { userId: string; email: string } },
): Promise<string[]> {
  const headers = sessionHeaders(auth, cookies);
  const asked = { body: { code }, headers, returnHeaders: true } as const;
  // The library would take a code again and again.
  if (await hasSecondFactor(auth, person.userId)) throw factorIs('on already');
  const done = await askLibrary(() => auth.library.api.verifyTOTP(asked));
  await noteForPerson(auth, { action: 'second_factor_on', actor: person });
  return done.headers.getSetCookie();
}
