import { z } from 'zod';

/** The most that an authenticator may make a credential's number of is 1023 bytes. */
const ID_MAX = 1364;
const Bytes = (most: number) => z.base64url().min(1).max(most);

/** What a browser's answers have in common. Browsers say more with every year; what nobody looks at is left out, not refused. */
const credential = { id: Bytes(ID_MAX), rawId: Bytes(ID_MAX), type: z.literal('public-key') };

/** A new passkey: `RegistrationResponseJSON` of WebAuthn. */
export const NewCredential = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: Bytes(4096),
    attestationObject: Bytes(8192),
    transports: z.array(z.string().max(40)).max(10).default([]),
  }),
});

/** What a passkey signed: `AuthenticationResponseJSON` of WebAuthn. */
export const Assertion = z.object({
  ...credential,
  response: z.object({ clientDataJSON: Bytes(4096), authenticatorData: Bytes(4096), signature: Bytes(4096) }),
});

export const PasskeyName = z.string().trim().min(1).max(60);

/** A question to the browser; all of it is WebAuthn's, in JSON. */
export const PasskeyOptions = z.looseObject({ challenge: z.string() });

/** Two of a credential's number and its key, in base64. */
export const PASSKEY_BYTES_MAX = 16 * 1024;
