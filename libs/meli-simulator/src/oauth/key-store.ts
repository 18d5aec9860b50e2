import { randomBytes } from 'node:crypto';
import { type CodeStore, createCodeStore, type PendingCode } from './code-store.ts';
import type { KeyRules } from './key-rules.ts';

/** A pair of keys that was given out. */
export interface KeyPair {
  sellerId: string;
  accessToken: string;
  /** Null when the application lacks `offline_access`. */
  refreshToken: string | null;
  issuedAt: number;
  /** When the access token ends. */
  expiresAt: number;
}

/** An access token whose pair was renewed: it lives on until it expires (API document 1.2). */
export type OlderKey = Pick<KeyPair, 'sellerId' | 'accessToken' | 'expiresAt'>;

/** A seller who took the consent back, with the refresh token that the application still holds. */
interface LostConsent {
  sellerId: string;
  refreshToken: string | null;
}

export interface KeyState {
  pairs: KeyPair[];
  older: OlderKey[];
  codes: PendingCode[];
  lost: LostConsent[];
}

export const noKeys = (): KeyState => ({ pairs: [], older: [], codes: [], lost: [] });

/** A refresh token lives six months. */
const REFRESH_MS = 180 * 86_400_000;

/** Who holds which keys: of each seller the newest pair alone can be renewed, and once (API document 1.2). */
export interface KeyStore extends Pick<CodeStore, 'offerCode' | 'takeCode'> {
  state(): KeyState;
  /** The seller of an access token that has not expired. */
  sellerOf(accessToken: string, now: number): string | null;
  /** The refresh token that would be taken now, or null when the seller has to authorise. */
  liveRefreshToken(sellerId: string, now: number): string | null;
  /** True once a seller was let in and took that back, until they authorise anew. */
  isRevoked(sellerId: string): boolean;
  /** The refresh token that the application still holds of a seller who took the consent back. */
  lostRefreshToken(sellerId: string): string | null;
  /** A fresh pair, by the rules. */
  issue(sellerId: string, now: number): KeyPair;
  /** The refresh token of a fresh pair, even where the application lacks `offline_access`. */
  issueRefreshToken(sellerId: string, now: number): string;
  /** Null when the refresh token is not the newest of its seller, or too old. */
  renew(refreshToken: string, now: number): KeyPair | null;
  /** Ends every key and code of a seller. */
  revoke(sellerId: string): void;
  /** Ends a seller's access tokens; the refresh token lives on. */
  endAccess(sellerId: string, now: number): void;
}

export function createKeyStore(clientId: string, initial: KeyState, rules: Readonly<KeyRules>): KeyStore {
  const pairs = new Map(initial.pairs.map((pair) => [pair.sellerId, pair]));
  const { codes, offerCode, takeCode, forgetCodesOf } = createCodeStore(initial.codes);
  const lost = new Map(initial.lost.map((one) => [one.sellerId, one]));
  let older = [...initial.older];

  const issueWith = (sellerId: string, now: number, refreshToken: string | null): KeyPair => {
    const former = pairs.get(sellerId);
    older = [...older, ...(former ? [withoutRefresh(former)] : [])].filter((key) => key.expiresAt > now);
    const pair = {
      sellerId,
      accessToken: freshAccessToken(clientId, sellerId, now),
      refreshToken,
      issuedAt: now,
      expiresAt: now + rules.expiresIn_seconds * 1000,
    };
    pairs.set(sellerId, pair);
    lost.delete(sellerId);
    return pair;
  };
  const issue = (sellerId: string, now: number) =>
    issueWith(sellerId, now, rules.hasOfflineAccess ? freshRefreshToken(sellerId) : null);

  return {
    state: () => ({ pairs: [...pairs.values()], older, codes: codes(), lost: [...lost.values()] }),
    sellerOf(accessToken, now) {
      const held = [...pairs.values(), ...older].find((key) => key.accessToken === accessToken);
      return held && held.expiresAt > now ? held.sellerId : null;
    },
    liveRefreshToken(sellerId, now) {
      const pair = pairs.get(sellerId);
      return pair && canBeRenewed(pair, now) ? pair.refreshToken : null;
    },
    isRevoked: (sellerId) => lost.has(sellerId),
    lostRefreshToken: (sellerId) => lost.get(sellerId)?.refreshToken ?? null,
    issue,
    issueRefreshToken(sellerId, now) {
      const refreshToken = freshRefreshToken(sellerId);
      issueWith(sellerId, now, refreshToken);
      return refreshToken;
    },
    renew(refreshToken, now) {
      const pair = [...pairs.values()].find((one) => one.refreshToken === refreshToken);
      return pair && canBeRenewed(pair, now) ? issue(pair.sellerId, now) : null;
    },
    revoke(sellerId) {
      const refreshToken = (pairs.get(sellerId) ?? lost.get(sellerId))?.refreshToken ?? null;
      lost.set(sellerId, { sellerId, refreshToken });
      pairs.delete(sellerId);
      older = older.filter((key) => key.sellerId !== sellerId);
      forgetCodesOf(sellerId);
    },
    endAccess(sellerId, now) {
      const pair = pairs.get(sellerId);
      if (pair) pairs.set(sellerId, { ...pair, expiresAt: Math.min(pair.expiresAt, now) });
      older = older.filter((key) => key.sellerId !== sellerId);
    },
    offerCode,
    takeCode,
  };
}

const canBeRenewed = (pair: KeyPair, now: number) => now < pair.issuedAt + REFRESH_MS;

const withoutRefresh = ({ sellerId, accessToken, expiresAt }: KeyPair): OlderKey => ({
  sellerId,
  accessToken,
  expiresAt,
});

const hex = (bytes: number) => randomBytes(bytes).toString('hex');

function freshAccessToken(clientId: string, sellerId: string, now: number): string {
  const stamp = new Date(now).toISOString().slice(5, 13).replace(/\D/g, '');
  return `APP_USR-${clientId}-${stamp}-${hex(16)}-${sellerId}`;
}

const freshRefreshToken = (sellerId: string) => `TG-${hex(12)}-${sellerId}`;
