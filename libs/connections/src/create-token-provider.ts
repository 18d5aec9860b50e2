import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '@pulso/database';
import type { TokenProvider } from '@pulso/meli-client';
import type { ConnectionDeps } from './connection-deps.ts';
import { readTokens, type StoredTokens } from './read-tokens.ts';
import { authorisationLost, renewTokens } from './renew-tokens.ts';

/** How often a caller looks whether the renewal that another has begun brought its pair. */
const LOOK_MS = 100;

/**
 * The keys of one connection as the client's port. A pair is renewed only when its access token has expired or was
 * refused, one renewal at a time for all processes, because a refresh token works once (API document 1.2): the renewal
 * is claimed in the stored row for a while, Mercado Livre is asked outside of any transaction, and everybody else waits
 * for the new pair.
 *
 * @throws AppError `reauthorisation_required` once the seller has to authorise again; the connection then says so
 */
export function createTokenProvider(
  db: Database,
  tenantId: string,
  { connectionId, deps }: { connectionId: string; deps: ConnectionDeps },
): TokenProvider {
  const isCurrent = (stored: StoredTokens) => stored.expiresAt > deps.clock.now();

  const getUnlessBad = async (isGood: (stored: StoredTokens) => boolean, signal: AbortSignal | undefined) => {
    for (;;) {
      const stored = await readTokens(db, tenantId, { connectionId, cipher: deps.cipher });
      if (isGood(stored)) return stored.accessToken;
      // Refused once is refused for everybody: Mercado Livre blocks applications for too many refused calls (API document 1.4).
      if (stored.isLost) throw authorisationLost(connectionId);
      const renewed = await renewTokens(db, tenantId, { connectionId, stored, deps });
      if (renewed !== null) return renewed;
      await pause(LOOK_MS, undefined, signal ? { signal } : {});
    }
  };

  return {
    getAccessToken: (signal) => getUnlessBad(isCurrent, signal),
    replaceRejectedToken: (rejected, signal) =>
      getUnlessBad((stored) => stored.accessToken !== rejected && isCurrent(stored), signal),
  };
}
