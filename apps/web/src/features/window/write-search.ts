/**
 * What is asked as the end of an address; empty when nothing is. Its text tells, because Safari counts what is asked (`size`) only since
 * version 17, and for an older one nothing would ever be.
 */
export function writeSearch(asked: URLSearchParams): string {
  const text = String(asked);
  return text && `?${text}`;
}
