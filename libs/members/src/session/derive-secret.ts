import { hkdfSync } from 'node:crypto';
import type { Secret } from '@pulso/runtime';

const BYTES = 32;

export type Purpose = 'session' | 'first owner' | 'passkey question';

/**
 * A secret for one purpose, made of TOKEN_ENCRYPTION_KEY (contract 2): it tells nothing about the key, nor about those of other purposes.
 * @param key 32 bytes in base64
 */
export function deriveSecret(key: Secret, purpose: Purpose): string {
  const bytes = hkdfSync('sha256', Buffer.from(key.reveal(), 'base64'), '', `pulso ${purpose}`, BYTES);
  return Buffer.from(bytes).toString('base64url');
}
