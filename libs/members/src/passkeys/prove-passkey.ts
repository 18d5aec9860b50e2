import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import type { Authentication } from '../session/open-authentication.ts';
import type { KnownPasskey } from './find-passkey.ts';

/** What a browser answers to `askPasskey`: of WebAuthn's answer in JSON, as much as is looked at. */
export interface PasskeyAnswer {
  id: string;
  rawId: string;
  type: 'public-key';
  response: { clientDataJSON: string; authenticatorData: string; signature: string };
}

/**
 * Whether an answer is right: signed by the passkey, for this question, on our page, by a device that saw its person and is no copy.
 * @param given.origin of our own page, as configuration says it
 * @returns what the device has counted to; null when it is not right
 */
export async function provePasskey(
  { passkeyHost }: Authentication,
  passkey: KnownPasskey,
  { answer, challenge, origin }: { answer: PasskeyAnswer; challenge: string; origin: string },
): Promise<{ counter: number } | null> {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...answer, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: passkeyHost,
      credential: { id: answer.id, publicKey: Buffer.from(passkey.publicKey, 'base64'), counter: passkey.counter },
      requireUserVerification: true,
    });
    return verified ? { counter: authenticationInfo.newCounter } : null;
  } catch {
    // It throws what it finds wrong, and asks for nothing that could fail besides.
    return null;
  }
}
