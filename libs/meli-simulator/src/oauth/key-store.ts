import { randomBytes } from 'node:crypto';

/** A pair of keys that was given out. */
export interface KeyPair {
  sellerId: string;
  accessToken: string;
  refreshToken: string;
  /** When the access token ends. */
  expiresAt: number;
}

/** An access token whose pair was renewed: it lives on until it expires (API document 1.2). */
export type OlderKey = Omit<KeyPair, 'refreshToken'>;

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
  older: OlderKey[];
  codes: PendingCode[];
}

export const EXPIRES_IN_SECONDS = 21_600;
const CODE_MS = 10 * 60_000;
/** A refresh token lives six months. */
const REFRESH_MS = 180 * 86_400_000;

/** Who holds which keys: of each seller the newest pair alone can be renewed, and once (API document 1.2). */
export interface KeyStore {
  state(): KeyState;
  /** The seller of an access token that has not expired. */
  sellerOf(accessToken: string, now: number): string | null;
  /** The refresh token that would be taken now, or null when the seller has to authorise. */
  liveRefreshToken(sellerId: string, now: number): string | null;
  issue(sellerId: string, now: number): KeyPair;
  /** Null when the refresh token is not the newest of its seller, or too old. */
  renew(refreshToken: string, now: number): KeyPair | null;
  offerCode(pending: Omit<PendingCode, 'code' | 'expiresAt'>, now: number): string;
  /** Takes the code out, whether or not it is still good. */
  takeCode(code: string, now: number): PendingCode | null;
}

export function createKeyStore(clientId: string, initial: KeyState): KeyStore {
  const pairs = new Map(initial.pairs.map((pair) => [pair.sellerId, pair]));
  const codes = new Map(initial.codes.map((pending) => [pending.code, pending]));
  let older = [...initial.older];
  const hex = (bytes: number) => randomBytes(bytes).toString('hex');
  const canBeRenewed = (pair: KeyPair, now: number) => now < pair.expiresAt - EXPIRES_IN_SECONDS * 1000 + REFRESH_MS;

  const issue = (sellerId: string, now: number): KeyPair => {
    const stamp = new Date(now).toISOString().slice(5, 13).replace(/\D/g, '');
    const former = pairs.get(sellerId);
    older = [...older, ...(former ? [former] : [])]
      .filter((key) => key.expiresAt > now)
      .map(({ accessToken, expiresAt, sellerId: owner }) => ({ sellerId: owner, accessToken, expiresAt }));
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
    state: () => ({ pairs: [...pairs.values()], older, codes: [...codes.values()] }),
    sellerOf(accessToken, now) {
      const held = [...pairs.values(), ...older].find((key) => key.accessToken === accessToken);
      return held && held.expiresAt > now ? held.sellerId : null;
    },
    liveRefreshToken(sellerId, now) {
      const pair = pairs.get(sellerId);
      return pair && canBeRenewed(pair, now) ? pair.refreshToken : null;
    },
    issue,
    renew(refreshToken, now) {
      const pair = [...pairs.values()].find((one) => one.refreshToken === refreshToken);
      return pair && canBeRenewed(pair, now) ? issue(pair.sellerId, now) : null;
    },
    offerCode(pending, now) {
      for (const { code, expiresAt } of codes.values()) if (expiresAt <= now) codes.delete(code);
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
