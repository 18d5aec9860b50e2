import { createHash } from 'node:crypto';

const SHOWN = 16;

/** A short name for a key of Mercado Livre, which is drawn with far more bits than this tells of it. */
export function fingerprintOf(token: string): string {
  return createHash('sha256').update('pulso token fingerprint ').update(token).digest('hex').slice(0, SHOWN);
}
