import { createHmac, timingSafeEqual } from 'node:crypto';

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
  const dot = sent.lastIndexOf('.');
  if (first === undefined || dot < 1) return null;
  const token = sent.slice(0, dot);
  if (!former.some((secret) => isSame(sent.slice(dot + 1), sign(token, secret)))) return null;
  const value = encodeURIComponent(`${token}.${sign(token, first)}`);
  return { cookies: pairs.with(index, `${name}=${value}`).join('; '), value };
}

/** As the library signs, which a test holds against it. */
function sign(token: string, secret: string): string {
  return createHmac('sha256', secret).update(token).digest('base64');
}

function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** @returns nothing for what is no cookie of ours */
export function decodeCookie(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
