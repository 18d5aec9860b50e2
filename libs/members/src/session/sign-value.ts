import { createHmac, timingSafeEqual } from 'node:crypto';

/** A value and, behind a dot, its signature: as the library signs its cookies, which a test holds against it. */
export function signValue(value: string, secret: string): string {
  return `${value}.${signatureOf(value, secret)}`;
}

/** @returns the value; null when none of the secrets signed it */
export function readSignedValue(signed: string, secrets: readonly string[]): string | null {
  const dot = signed.lastIndexOf('.');
  if (dot < 1) return null;
  const value = signed.slice(0, dot);
  return secrets.some((secret) => isSame(signed.slice(dot + 1), signatureOf(value, secret))) ? value : null;
}

function signatureOf(value: string, secret: string): string {
  return createHmac('sha256', secret).update(value).digest('base64');
}

function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
