import type { Database } from '@pulso/database';
import { AppError, type Clock } from '@pulso/domain';
import type { Secret } from '@pulso/runtime';
import { deriveSecret } from './derive-secret.ts';
import { openSignInLibrary, type SignInLibrary } from './open-sign-in-library.ts';

/** What the verbs on people and sign-ins work with. */
export interface Authentication {
  /** Sees every tenant: who somebody is does not belong to one. The verbs name the tenant in each statement. */
  db: Database;
  clock: Clock;
  library: SignInLibrary;
  /** Those of the present and, during a rotation, the former key; the first signs. */
  secrets: readonly string[];
  /** What the link for the first owner carries; one for each key. */
  firstOwnerTokens: readonly string[];
  /** The page is opened over https. */
  isSecure: boolean;
}

/** @throws AppError `configuration` without a key */
export function openAuthentication({
  db,
  clock,
  encryptionKeys,
  publicUrl,
}: {
  db: Database;
  clock: Clock;
  encryptionKeys: readonly Secret[];
  publicUrl: string | null;
}): Authentication {
  const secrets = encryptionKeys.map((key) => deriveSecret(key, 'session'));
  if (secrets.length === 0) throw new AppError('configuration', 'TOKEN_ENCRYPTION_KEY is needed to sign people in');
  const isSecure = publicUrl?.startsWith('https:') ?? false;
  return {
    db,
    clock,
    library: openSignInLibrary(db, { secrets, isSecure, publicUrl }),
    secrets,
    firstOwnerTokens: encryptionKeys.map((key) => deriveSecret(key, 'first owner')),
    isSecure,
  };
}
