import { sessionCookieName } from './cookie-names.ts';
import type { Authentication } from './open-authentication.ts';
import { resignCookie } from './resign-cookie.ts';

/**
 * One cookie of a request, alone, as the library is to see it: signed by the present secret.
 * @param cookies the header, as it came
 * @returns null when it is not among them
 */
export function pickCookie(auth: Authentication, cookies: string | undefined, name: string): string | null {
  if (cookies === undefined) return null;
  const sent = resignCookie({ cookies, name, secrets: auth.secrets })?.cookies ?? cookies;
  const pairs = sent.split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`)) ?? null;
}

/** The session of a request, for what the library does on behalf of whoever is signed in. */
export function sessionHeaders(auth: Authentication, cookies: string | undefined): Headers {
  return headersWith(auth, cookies, [sessionCookieName(auth.isSecure)]);
}

/** The cookies of these names, of those that came, and no others. */
export function headersWith(auth: Authentication, cookies: string | undefined, names: readonly string[]): Headers {
  const picked = names.flatMap((name) => pickCookie(auth, cookies, name) ?? []);
  return new Headers(picked.length === 0 ? {} : { cookie: picked.join('; ') });
}
