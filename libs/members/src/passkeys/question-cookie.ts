import { cookieLine } from '../session/cookie-line.ts';
import { passkeyCookieName } from '../session/cookie-names.ts';
import type { Authentication } from '../session/open-authentication.ts';
import { readCookie } from '../session/read-cookie.ts';
import { readSignedValue, signValue } from '../session/sign-value.ts';

const ANSWERED_WITHIN_SECONDS = 300;

/** What a browser was asked when it wanted to sign in by a passkey. */
export interface AskedQuestion {
  challenge: string;
  /** Until when it may be answered. */
  expiresAt: Date;
}

/**
 * The browser keeps its question itself, signed by us: whoever asks makes nothing be written here.
 * @param challenge without a dot, as those of WebAuthn in JSON
 * @returns the `Set-Cookie` line
 */
export function questionCookie(auth: Authentication, challenge: string): string {
  const expiresAt_ms = auth.clock.now().getTime() + ANSWERED_WITHIN_SECONDS * 1000;
  return cookieLine(auth, {
    name: passkeyCookieName(auth.isSecure),
    value: encodeURIComponent(signValue(`${challenge}.${expiresAt_ms}`, auth.questionSecrets[0])),
    maxAge_seconds: ANSWERED_WITHIN_SECONDS,
  });
}

/**
 * The question that a browser has to answer.
 * @param cookies the header, as it came
 * @returns null without one that we signed and that may still be answered
 */
export function readQuestion(auth: Authentication, cookies: string | undefined): AskedQuestion | null {
  const signed = readCookie(cookies, passkeyCookieName(auth.isSecure)) ?? '';
  const value = readSignedValue(signed, auth.questionSecrets);
  if (value === null) return null;
  const [challenge = '', expiresAt_ms] = value.split('.');
  const expiresAt = new Date(Number(expiresAt_ms));
  return expiresAt > auth.clock.now() ? { challenge, expiresAt } : null;
}
