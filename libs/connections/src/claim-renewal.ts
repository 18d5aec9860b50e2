import { type Database, query } from '@pulso/database';

/** One renewal of one pair; each verb on it is one short statement. */
export interface Renewal {
  connectionId: string;
  renewalId: string;
  /** The version of the pair that is to be replaced. */
  version: number;
}

/**
 * Takes the right to renew that version for a while, by the database's clock, and enters its beginning into the ledger. A claim that ran
 * out is anybody's.
 * @param options.fingerprint of the refresh token that is to be spent
 * @returns false when somebody holds it, or the version has been replaced
 */
export async function claimRenewal(
  db: Database,
  tenantId: string,
  {
    connectionId,
    renewalId,
    version,
    lease_ms,
    fingerprint,
    now,
  }: Renewal & { lease_ms: number; fingerprint: string; now: Date },
): Promise<boolean> {
  const claimed = await query(
    db,
    `with claimed as (
       update connection_tokens
       set renewal_id = $3, renewing_until = clock_timestamp() + make_interval(secs => $5::double precision / 1000)
       where tenant_id = $1 and connection_id = $2 and version = $4
         and (renewing_until is null or renewing_until <= clock_timestamp())
       returning version
     )
     insert into token_ledger (tenant_id, connection_id, entry_id, event, version, spent_fingerprint, began_at)
     select $1, $2, $3, 'renewal', version + 1, $6, $7::timestamptz from claimed
     returning version`,
    { bind: [tenantId, connectionId, renewalId, version, lease_ms, fingerprint, now] },
  );
  return claimed.length > 0;
}

/** Lets go of a renewal that came to nothing, so that the next caller need not wait for its end. */
export async function releaseRenewal(
  db: Database,
  tenantId: string,
  { connectionId, renewalId }: Renewal,
): Promise<void> {
  await query(
    db,
    `update connection_tokens set renewal_id = null, renewing_until = null
     where tenant_id = $1 and connection_id = $2 and renewal_id = $3`,
    { bind: [tenantId, connectionId, renewalId] },
  );
}

/**
 * Ends a renewal by the verdict that the seller has to authorise again, and lets go of it. The verdict holds only while
 * the refused version is still the stored one and the claim ours: a second renewal that was refused is no lost consent
 * (API document 1.2).
 * @param options.reason the cause, as the seller reads it
 * @param options.reasonIfCutShort the same where an earlier renewal of this pair was begun and nobody knows what became of it
 * @param options.errorCode Mercado Livre's word, for the ledger
 * @returns false when somebody went on meanwhile: read again
 */
export async function concludeConsentLost(
  db: Database,
  tenantId: string,
  {
    connectionId,
    renewalId,
    version,
    reason,
    reasonIfCutShort,
    errorCode,
    now,
  }: Renewal & { reason: string; reasonIfCutShort: string; errorCode: string | null; now: Date },
): Promise<boolean> {
  const marked = await query(
    db,
    `with released as (
       update connection_tokens set renewal_id = null, renewing_until = null
       where tenant_id = $1 and connection_id = $2 and renewal_id = $3 and version = $4
       returning tenant_id, connection_id
     ), noted as (
       update token_ledger l set outcome = 'refused', error_code = $8, ended_at = $5
       from released r where l.tenant_id = r.tenant_id and l.connection_id = r.connection_id and l.entry_id = $3
     )
     update connections c set status = 'reauthorisation_required', status_at = $5,
       status_reason = case when exists (
         select from token_ledger l
         where l.tenant_id = $1 and l.connection_id = $2 and l.version = $4 + 1 and l.entry_id <> $3
           and (l.outcome is null or l.outcome = 'unanswered')
       ) then $7 else $6 end
     from released r where c.tenant_id = r.tenant_id and c.connection_id = r.connection_id
     returning c.connection_id`,
    { bind: [tenantId, connectionId, renewalId, version, now, reason, reasonIfCutShort, errorCode] },
  );
  return marked.length > 0;
}
