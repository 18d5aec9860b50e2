import { randomBytes } from 'node:crypto';

/** A code that waits to be exchanged. */
export interface PendingCode {
  code: string;
  sellerId: string;
  redirectUri: string;
  challenge: { value: string; method: string } | null;
  expiresAt: number;
}

const CODE_MS = 10 * 60_000;

/** The codes that sellers brought back from the authorisation page; each can be exchanged once. */
export interface CodeStore {
  codes(): PendingCode[];
  offerCode(pending: Omit<PendingCode, 'code' | 'expiresAt'>, now: number): string;
  /** Takes the code out, whether or not it is still good. */
  takeCode(code: string, now: number): PendingCode | null;
  forgetCodesOf(sellerId: string): void;
}

export function createCodeStore(initial: readonly PendingCode[]): CodeStore {
  const codes = new Map(initial.map((pending) => [pending.code, pending]));
  const forget = (isMeant: (pending: PendingCode) => boolean) => {
    for (const pending of codes.values()) if (isMeant(pending)) codes.delete(pending.code);
  };
  return {
    codes: () => [...codes.values()],
    offerCode(pending, now) {
      forget(({ expiresAt }) => expiresAt <= now);
      const code = `TG-${randomBytes(12).toString('hex')}-${pending.sellerId}`;
      codes.set(code, { ...pending, code, expiresAt: now + CODE_MS });
      return code;
    },
    takeCode(code, now) {
      const pending = codes.get(code) ?? null;
      codes.delete(code);
      return pending && pending.expiresAt > now ? pending : null;
    },
    forgetCodesOf: (sellerId) => forget((pending) => pending.sellerId === sellerId),
  };
}
