import { randomBytes } from 'node:crypto';

/** A pair of keys that was given out. */
export interface KeyPair {
  sellerId: string;
  accessToken: string;
  refreshToken: string;
  expiresAt: number;
}

/** A code that waits to be exchanged. */
export interface PendingCode {
  code: string;
  sellerId: string;
  redirectUri: string;
  challenge: { value: string; method: string } | null;
  expiresAt: number;
}

export interface KeyState {
  pairs: KeyPair[];
  codes: PendingCode[];
}

export const EXPIRES_IN_SECONDS = 21_600;
const CODE_MS = 10 * 60_000;

/** Who holds which keys: one pair per seller, the newest; a refresh token works once (API document 1.2). */
export interface KeyStore {
  state(): KeyState;
  sellerOf(accessToken: string, now: number): string | null;
  hasPair(sellerId: string): boolean;
  issue(sellerId: string, now: number): KeyPair;
  /** Null when the refresh token is not the newest of its seller. */
  renew(refreshToken: string, now: number): KeyPair | null;
  offerCode(pending: Omit<PendingCode, 'code' | 'expiresAt'>, now: number): string;
  /** Takes the code out, whether or not it is still good. */
  takeCode(code: string, now: number): PendingCode | null;
}

export function createKeyStore(clientId: string, initial: KeyState): KeyStore {
  const pairs = new Map(initial.pairs.map((pair) => [pair.sellerId, pair]));
  const codes = new Map(initial.codes.map((pending) => [pending.code, pending]));
  const hex = (bytes: number) => randomBytes(bytes).toString('hex');

  const issue = (sellerId: string, now: number): KeyPair => {
    const stamp = new Date(now).toISOString().slice(5, 13).replace(/\D/g, '');
    const pair = {
      sellerId,
      accessToken: `APP_USR-${clientId}-${stamp}-${hex(16)}-${sellerId}`,
      refreshToken: `TG-${hex(12)}-${sellerId}`,
      expiresAt: now + EXPIRES_IN_SECONDS * 1000,
    };
    pairs.set(sellerId, pair);
    return pair;
  };
  return {
    state: () => ({ pairs: [...pairs.values()], codes: [...codes.values()] }),
    sellerOf(accessToken, now) {
      for (const pair of pairs.values()) {
        if (pair.accessToken === accessToken && pair.expiresAt > now) return pair.sellerId;
      }
      return null;
    },
    hasPair: (sellerId) => pairs.has(sellerId),
    issue,
    renew(refreshToken, now) {
      for (const pair of pairs.values()) if (pair.refreshToken === refreshToken) return issue(pair.sellerId, now);
      return null;
    },
    offerCode(pending, now) {
      const code = `TG-${hex(12)}-${pending.sellerId}`;
      codes.set(code, { ...pending, code, expiresAt: now + CODE_MS });
      return code;
    },
    takeCode(code, now) {
      const pending = codes.get(code) ?? null;
      codes.delete(code);
      return pending && pending.expiresAt > now ? pending : null;
    },
  };
}
