import { passkey } from '@better-auth/passkey';
import { type Database, query } from '@pulso/database';
import { APIError } from 'better-auth/api';
import { passkeyTables } from '../session/sign-in-tables.ts';
import { noteProven } from './follow-library.ts';

/**
 * The library's plug-in for passkeys, by which they are added, and what it leaves open: the authenticator has to have seen its person (a finger,
 * a face, a PIN), so that a passkey is two factors in one; and nobody takes the number of a passkey that is known. Signing in by one is not
 * asked of it, because it would write a row for every stranger who begins.
 * @param options.host passkeys hold for it
 */
export function passkeyPlugin(db: Database, { host }: { host: string }) {
  return passkey({
    rpID: host,
    rpName: 'Pulso',
    // Discoverable: whoever signs in says no name first, and a stranger learns nothing about any.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    advanced: { webAuthnChallengeCookie: 'passkey' },
    schema: passkeyTables,
    registration: {
      afterVerification: async ({ verification: { registrationInfo } }) => {
        if (!registrationInfo?.userVerified) throw refusal('FAILED_TO_VERIFY_REGISTRATION');
        noteProven();
        const known = await query(db, 'select from user_passkeys where credential_id = $1', {
          bind: [registrationInfo.credential.id],
        });
        if (known.length > 0) throw refusal('PREVIOUSLY_REGISTERED');
      },
    },
  });
}

/** In the library's own words, so that it lets it through. */
function refusal(code: 'FAILED_TO_VERIFY_REGISTRATION' | 'PREVIOUSLY_REGISTERED'): APIError {
  return new APIError('BAD_REQUEST', { code, message: code });
}
