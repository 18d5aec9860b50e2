import type { Database } from '@pulso/database';
import { AppError, type Clock } from '@pulso/domain';
import type { Secret } from '@pulso/runtime';
import { deriveSecret, type Purpose } from './derive-secret.ts';
import { openSignInLibrary, type SignInLibrary } from './open-sign-in-library.ts';

/** What the verbs on people and sign-ins work with. */
export interface Authentication {
  /** Sees every tenant: who somebody is does not belong to one. The verbs name the tenant in each statement. */
  db: Database;
  clock: Clock;
  library: SignInLibrary;
  /** Those of the present and, during a rotation, the former key; the first signs. */
  secrets: Secrets;
  /** The same for the question that a passkey is to answer. */
  questionSecrets: Secrets;
  /** What the link for the first owner carries; one for each key. */
  firstOwnerTokens: readonly string[];
  /** The page is opened over https. */
  isSecure: boolean;
  /** Passkeys hold for it. */
  passkeyHost: string;
}

type Secrets = readonly [string, ...string[]];

/**
 * @param options.encryptionKeys the present one and, during a rotation, the former
 * @param options.publicUrl null = people come to this machine
 * @throws AppError `configuration` without a key
 */
export function openAuthentication({
  db,
  clock,
  encryptionKeys: [present, ...former],
  publicUrl,
}: {
  db: Database;
  clock: Clock;
  encryptionKeys: readonly Secret[];
  publicUrl: string | null;
}): Authentication {
  if (!present) throw new AppError('configuration', 'TOKEN_ENCRYPTION_KEY is needed to sign people in');
  const derive = (purpose: Purpose): Secrets => [
    deriveSecret(present, purpose),
    ...former.map((key) => deriveSecret(key, purpose)),
  ];
  const secrets = derive('session');
  const isSecure = publicUrl?.startsWith('https:') ?? false;
  const passkeyHost = new URL(publicUrl ?? 'http://localhost').hostname;
  return {
    db,
    clock,
    library: openSignInLibrary(db, { secrets, isSecure, publicUrl, passkeyHost }),
    secrets,
    questionSecrets: derive('passkey question'),
    firstOwnerTokens: derive('first owner'),
    isSecure,
    passkeyHost,
  };
}
