import type { PASSKEY_ERROR_CODES } from '@better-auth/passkey';
import { AppError } from '@pulso/domain';
import { codeOf } from '../second-factor/refusal-code.ts';
import { toSignInError } from '../session/to-sign-in-error.ts';
import { followLibrary } from './follow-library.ts';

/** What whoever asked can do about a refusal; `ours` = nothing. */
type Told = 'begin again' | 'not to be kept' | 'not signed in' | 'ours';

/** Every word that the plug-in has for a refusal: a new one of a later version does not compile without a line here. */
const told: Record<keyof typeof PASSKEY_ERROR_CODES | 'UNAUTHORIZED', Told> = {
  CHALLENGE_NOT_FOUND: 'begin again',
  FAILED_TO_VERIFY_REGISTRATION: 'not to be kept',
  PREVIOUSLY_REGISTERED: 'not to be kept',
  // A challenge that was made for somebody else, who used this browser before.
  YOU_ARE_NOT_ALLOWED_TO_REGISTER_THIS_PASSKEY: 'begin again',
  SESSION_REQUIRED: 'not signed in',
  UNAUTHORIZED: 'not signed in',
  // Of signing in by one, which it is not asked for.
  AUTHENTICATION_FAILED: 'ours',
  PASSKEY_NOT_FOUND: 'ours',
  UNABLE_TO_CREATE_SESSION: 'ours',
  USER_NOT_FOUND: 'ours',
  FAILED_TO_UPDATE_PASSKEY: 'ours',
  REGISTRATION_CANCELLED: 'ours',
  AUTH_CANCELLED: 'ours',
  UNKNOWN_ERROR: 'ours',
  RESOLVE_USER_REQUIRED: 'ours',
  RESOLVED_USER_INVALID: 'ours',
};

/**
 * Has the library do something about a passkey that is to be added.
 * @throws AppError `unauthenticated` when nobody is signed in, `not_found` when no challenge waits in this browser, `invalid_input` for a passkey
 *   that cannot be kept
 */
export function askForPasskey<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  return followLibrary(work, (thrown, { isProven, fault }) => {
    // The library calls whatever fails after the proof a refusal as well, and logs it; its own refusals it does not log.
    if (isProven && fault !== null) return toSignInError(fault);
    // The cookie of another step, put in the place of this one: what it names is no challenge.
    if (thrown instanceof SyntaxError) return errorOf('begin again') ?? thrown;
    const code = codeOf(thrown);
    return (isKnown(code) ? errorOf(told[code]) : null) ?? toSignInError(thrown);
  });
}

/** Never asked, asked too long ago, or answered already. */
export function nothingAsked(): AppError {
  return new AppError('not_found', 'No passkey is waited for in this browser any more; begin again');
}

function isKnown(code: string | null): code is keyof typeof told {
  return code !== null && Object.hasOwn(told, code);
}

function errorOf(what: Told): AppError | null {
  switch (what) {
    case 'begin again':
      return nothingAsked();
    case 'not signed in':
      return new AppError('unauthenticated', 'Sign in first');
    case 'not to be kept': {
      const message = 'cannot be kept';
      return new AppError('invalid_input', `This passkey ${message}`, { faults: [{ path: 'credential', message }] });
    }
    case 'ours':
      return null;
  }
}
