import { createHash, timingSafeEqual } from 'node:crypto';
import type { Secret } from './secret.ts';

/**
 * Whether `presented` is one of the accepted secrets (two during a rotation, contract 2).
 * Takes the same time for every wrong value: it compares hashes, and always all of them.
 * Fails closed: nothing presented or nothing accepted never matches.
 */
export function secretMatches(presented: string | null | undefined, accepted: readonly Secret[]): boolean {
  if (!presented) return false;
  const given = digestOf(presented);
  let matches = false;
  for (const secret of accepted) {
    if (timingSafeEqual(given, digestOf(secret.reveal()))) matches = true;
  }
  return matches;
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
