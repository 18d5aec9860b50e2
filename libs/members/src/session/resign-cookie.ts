import { decodeCookie } from './read-cookie.ts';
import { readSignedValue, signValue } from './sign-value.ts';

/**
 * While TOKEN_ENCRYPTION_KEY is rotated, a cookie signed by the former key is as good as one signed by the present one.
 * @param options.cookies the header as the browser sent it
 * @param options.secrets the first signs, all are accepted
 * @returns the header with the cookie signed anew, and its new value as it is sent; null when there is nothing to sign anew
 */
export function resignCookie({
  cookies,
  name,
  secrets: [first, ...former],
}: {
  cookies: string;
  name: string;
  secrets: readonly string[];
}): { cookies: string; value: string } | null {
  const pairs = cookies.split(';').map((pair) => pair.trim());
  const index = pairs.findIndex((pair) => pair.startsWith(`${name}=`));
  const sent = decodeCookie(pairs[index]?.slice(name.length + 1) ?? '');
  const token = readSignedValue(sent, former);
  if (first === undefined || token === null) return null;
  const value = encodeURIComponent(signValue(token, first));
  return { cookies: pairs.with(index, `${name}=${value}`).join('; '), value };
}
