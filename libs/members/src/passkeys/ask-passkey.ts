import { generateAuthenticationOptions } from '@simplewebauthn/server';
import type { Authentication } from '../session/open-authentication.ts';
import type { PasskeyQuestion } from './add-passkey.ts';
import { questionCookie } from './question-cookie.ts';

/** Asks a browser, whoever has it, for any passkey of ours; a right answer is waited for five minutes, and taken once. */
export async function askPasskey(auth: Authentication): Promise<PasskeyQuestion> {
  const options = await generateAuthenticationOptions({ rpID: auth.passkeyHost, userVerification: 'required' });
  return { options: { ...options }, cookies: [questionCookie(auth, options.challenge)] };
}
