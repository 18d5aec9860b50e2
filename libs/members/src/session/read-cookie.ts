/**
 * What a cookie says, decoded.
 * @param cookies the header, as it came
 * @returns null when it is not among them; nothing for what is no cookie of ours
 */
export function readCookie(cookies: string | undefined, name: string): string | null {
  const pairs = cookies?.split(';').map((pair) => pair.trim()) ?? [];
  const sent = pairs.find((pair) => pair.startsWith(`${name}=`));
  return sent === undefined ? null : decodeCookie(sent.slice(name.length + 1));
}

/** @returns nothing for what is no cookie of ours */
export function decodeCookie(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
