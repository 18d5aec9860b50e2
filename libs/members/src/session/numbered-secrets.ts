import { createHash } from 'node:crypto';

/**
 * Secrets as the library wants them: each with a number that it writes before what it encrypted, by which any process of the installation
 * finds the right one again. The number says nothing about the secret.
 */
export function numberedSecrets(secrets: readonly string[]): { version: number; value: string }[] {
  const numbered = new Map(secrets.map((value) => [numberOf(value), value]));
  return [...numbered].map(([version, value]) => ({ version, value }));
}

function numberOf(secret: string): number {
  return createHash('sha256').update('pulso sign-in secret ').update(secret).digest().readUInt32BE(0);
}
