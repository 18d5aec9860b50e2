import { createHash, randomBytes } from 'node:crypto';

/** A seller who was sent to Mercado Livre has so long to come back. */
export const CONSENT_MS = 10 * 60_000;

/** What ties the way there to the way back; each part proves one thing, and the tables hold none of them in clear. */
export interface Asker {
  /** A secret that only the browser keeps. */
  browser: string;
  /** The session of the person who asks; null where nobody signs in. */
  sessionId: string | null;
}

/** A value nobody can guess, in characters that an address and a cookie take as they are; also a verifier of PKCE (RFC 7636, 4.1). */
export function drawSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Every value was drawn with 256 bits, so that a plain hash gives nothing of it away. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
