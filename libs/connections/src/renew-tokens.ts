import { randomUUID } from 'node:crypto';
import type { Database } from '@pulso/database';
import { AppError } from '@pulso/domain';
import { MeliAuthorizationError, refreshTokens, type TokenPair } from '@pulso/meli-client';
import { claimRenewal, concludeConsentLost, type Renewal, releaseRenewal } from './claim-renewal.ts';
import type { ConnectionDeps } from './connection-deps.ts';
import { insistOnStoring } from './insist-on-storing.ts';
import { lostConsentReason } from './lost-consent-reason.ts';
import type { StoredTokens } from './read-tokens.ts';
import { storeRenewedTokens } from './store-renewed-tokens.ts';

/** Shorter than the lease, so that whoever lives to see the end of its call still holds the claim. */
const CALL_MS_MAX = 20_000;
const LEASE_MS = 30_000;

/**
 * Renews one pair of keys, as the only one among all processes, without holding a lock or a connection while Mercado
 * Livre is asked.
 *
 * @returns the new access token; null when another renews or has renewed this pair: read again
 * @throws AppError `reauthorisation_required` once the seller has to authorise again; the connection then says so
 * @throws MeliError when there was no verdict: the stored pair stays
 */
export async function renewTokens(
  db: Database,
  tenantId: string,
  { connectionId, stored, deps }: { connectionId: string; stored: StoredTokens; deps: ConnectionDeps },
): Promise<string | null> {
  const { version } = stored;
  const renewal: Renewal = { connectionId, version, renewalId: randomUUID() };
  if (!(await claimRenewal(db, tenantId, { ...renewal, lease_ms: LEASE_MS }))) return null;
  let pair: TokenPair;
  try {
    const { application, clock } = deps;
    pair = await refreshTokens({ ...application, refreshToken: stored.refreshToken, clock, timeout_ms: CALL_MS_MAX });
  } catch (error) {
    if (error instanceof MeliAuthorizationError) {
      const verdict = { reason: lostConsentReason(error.code), now: deps.clock.now() };
      if (!(await concludeConsentLost(db, tenantId, { ...renewal, ...verdict }))) return null;
      const what = `Connection ${connectionId}: the seller has to authorise again`;
      throw new AppError('reauthorisation_required', what, { cause: error });
    }
    // When even this fails, the claim runs out by itself.
    await releaseRenewal(db, tenantId, renewal).catch(() => undefined);
    throw error;
  }
  const isStored = await insistOnStoring(() => storeRenewedTokens(db, tenantId, { connectionId, version, pair, deps }));
  return isStored ? pair.accessToken : null;
}
