import type * as browser from '@simplewebauthn/browser';
import type { SignInFailure } from './post-session.ts';

/** Why a passkey was of no use: as the server says it, or because the device, or whoever has it, did not confirm. */
export type PasskeyFailure = SignInFailure | { cause: 'dismissed' };

type Answer<Body> = { ok: true; body: Body } | { ok: false; failure: PasskeyFailure };
type Library = typeof browser;

/**
 * Has the browser ask its authenticator for something; what it takes comes when it is needed, and not before. Never rejects: whoever turns
 * away, or whose device says no, is told that nothing was confirmed.
 */
export async function askAuthenticator<Body>(ask: (library: Library) => Promise<Body>): Promise<Answer<Body>> {
  const library = await import('@simplewebauthn/browser').catch(() => null);
  if (!library) return { ok: false, failure: { cause: 'away' } };
  try {
    return { ok: true, body: await ask(library) };
  } catch {
    return { ok: false, failure: { cause: 'dismissed' } };
  }
}
