import type { Clock } from '@pulso/domain';
import type { TokenCipher } from './token-cipher.ts';

/** What the verbs on connections need besides the database. */
export interface ConnectionDeps {
  /** The Mercado Livre application that the sellers authorise. */
  application: { apiUrl: string; clientId: string; clientSecret: string };
  cipher: TokenCipher;
  clock: Clock;
}
