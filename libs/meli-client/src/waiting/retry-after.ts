/**
 * The wait that a `Retry-After` header asks for, in milliseconds: seconds or an HTTP date.
 * @returns null when there is none or it cannot be read; never negative
 */
export function retryAfter_ms(header: string | null, now: Date): number | null {
  if (header === null || header.trim() === '') return null;
  if (/^\d+(\.\d+)?$/.test(header.trim())) return Math.round(Number(header) * 1000);
  const instant = Date.parse(header);
  return Number.isNaN(instant) ? null : Math.max(0, instant - now.getTime());
}
