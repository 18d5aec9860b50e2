import { randomUUID } from 'node:crypto';
import type { Database } from '@pulso/database';
import { AppError } from '@pulso/domain';
import { MeliAuthorizationError, refreshTokens, type TokenPair } from '@pulso/meli-client';
import { claimRenewal, concludeConsentLost, type Renewal, releaseRenewal } from './claim-renewal.ts';
import type { ConnectionDeps } from './connection-deps.ts';
import { insistOnStoring } from './insist-on-storing.ts';
import { fingerprintOf } from './ledger/fingerprint-of.ts';
import { failureOf, noteEnd } from './ledger/note-end.ts';
import { CUT_SHORT_REASON, lostConsentReason } from './lost-consent-reason.ts';
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
  const { application, clock } = deps;
  const renewal: Renewal = { connectionId, version, renewalId: randomUUID() };
  const claim = { lease_ms: LEASE_MS, fingerprint: fingerprintOf(stored.refreshToken), now: clock.now() };
  if (!(await claimRenewal(db, tenantId, { ...renewal, ...claim }))) return null;
  let pair: TokenPair;
  try {
    pair = await refreshTokens({ ...application, refreshToken: stored.refreshToken, clock, timeout_ms: CALL_MS_MAX });
  } catch (error) {
    if (error instanceof MeliAuthorizationError) return endLost(db, tenantId, { renewal, error, now: clock.now() });
    await endWithoutVerdict(db, tenantId, { renewal, error, now: clock.now() });
    throw error;
  }
  const isStored = await insistOnStoring(() => storeRenewedTokens(db, tenantId, { ...renewal, pair, deps }));
  if (isStored) return pair.accessToken;
  await noteEnd(db, tenantId, { ...renewal, outcome: 'superseded', now: clock.now() });
  return null;
}

/** @returns null when somebody went on meanwhile: read again */
async function endLost(
  db: Database,
  tenantId: string,
  { renewal, error, now }: { renewal: Renewal; error: MeliAuthorizationError; now: Date },
): Promise<null> {
  const reasons = { reason: lostConsentReason(error.code), reasonIfCutShort: CUT_SHORT_REASON };
  if (!(await concludeConsentLost(db, tenantId, { ...renewal, ...reasons, errorCode: error.code, now }))) {
    await noteEnd(db, tenantId, { ...renewal, outcome: 'superseded', errorCode: error.code, now });
    return null;
  }
  throw authorisationLost(renewal.connectionId, error);
}

export function authorisationLost(connectionId: string, cause?: unknown): AppError {
  const what = `Connection ${connectionId}: the seller has to authorise again`;
  return new AppError('reauthorisation_required', what, { cause });
}

/** When even this fails, the claim runs out by itself, and the ledger shows a renewal without an end. */
async function endWithoutVerdict(
  db: Database,
  tenantId: string,
  { renewal, error, now }: { renewal: Renewal; error: unknown; now: Date },
): Promise<void> {
  try {
    await noteEnd(db, tenantId, { ...renewal, ...failureOf(error), now });
    await releaseRenewal(db, tenantId, renewal);
  } catch {
    // What the caller needs to know is why there is no pair.
  }
}
