import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { AppError } from '@pulso/domain';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts what is stored of a seller's keys; the id of the key used stands beside each record. */
export interface TokenCipher {
  readonly keyId: string;
  encrypt(plain: string): string;
  decrypt(cipher: string, keyId: string): string;
}

/**
 * @param keys 32 bytes each; the first encrypts, every one decrypts (contract 2, rotation)
 * @throws AppError `configuration` without a key, or when a record names a key that is not given
 */
export function createTokenCipher(keys: readonly Buffer[]): TokenCipher {
  const byId = new Map(keys.map((key) => [keyIdOf(key), key]));
  const [first] = keys;
  if (!first) {
    throw new AppError('configuration', 'TOKEN_ENCRYPTION_KEY is needed to read and keep the keys of sellers');
  }
  return {
    keyId: keyIdOf(first),
    encrypt(plain) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, first, iv);
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64');
    },
    decrypt(text, keyId) {
      const key = byId.get(keyId);
      if (!key) {
        throw new AppError(
          'configuration',
          `A stored token was encrypted with key ${keyId}, which TOKEN_ENCRYPTION_KEY does not hold; add it as the second key`,
        );
      }
      const bytes = Buffer.from(text, 'base64');
      const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, IV_BYTES));
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
    },
  };
}

/** A short name for a key that says nothing about it. */
function keyIdOf(key: Buffer): string {
  return createHash('sha256').update('pulso token key ').update(key).digest('hex').slice(0, 12);
}
