import { AppError } from '@pulso/domain';
import { isRefusal, toSignInError } from '../session/to-sign-in-error.ts';
import { codeOf } from './refusal-code.ts';

/**
 * Has the library do something for whoever is signed in.
 * @throws AppError `unauthenticated` when their password or code is not right, `invalid_input` for what cannot be done now
 */
export async function askLibrary<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (thrown) {
    if (!isRefusal(thrown)) throw toSignInError(thrown);
    const code = codeOf(thrown);
    if (code === 'INVALID_PASSWORD') throw new AppError('unauthenticated', 'The password is not right');
    if (code === 'INVALID_CODE') throw new AppError('unauthenticated', 'The code is not right');
    throw factorIs(code === 'TOTP_ALREADY_ENABLED' ? 'on already' : 'not on');
  }
}

export function factorIs(state: 'on already' | 'not on'): AppError {
  const message = `is ${state}`;
  return new AppError('invalid_input', `The second factor ${message}`, { faults: [{ path: '', message }] });
}
