const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * The wait that a `Retry-After` header asks for, in milliseconds: seconds or an HTTP date.
 * @returns null when there is none or it cannot be read; never negative
 */
export function retryAfter_ms(header: string | null, now: Date): number | null {
  const text = header?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
  return HTTP_DATE.test(text) ? Math.max(0, Date.parse(text) - now.getTime()) : null;
}
