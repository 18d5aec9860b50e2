import { type Database, query } from '@pulso/database';

/** One renewal of one pair; each verb on it is one short statement. */
export interface Renewal {
  connectionId: string;
  renewalId: string;
  /** The version of the pair that is to be replaced. */
  version: number;
}

/**
 * Takes the right to renew that version for a while, by the database's clock. A claim that ran out is anybody's.
 * @returns false when somebody holds it, or the version has been replaced
 */
export async function claimRenewal(
  db: Database,
  tenantId: string,
  { connectionId, renewalId, version, lease_ms }: Renewal & { lease_ms: number },
): Promise<boolean> {
  const claimed = await query(
    db,
    `update connection_tokens
     set renewal_id = $3, renewing_until = clock_timestamp() + make_interval(secs => $5::double precision / 1000)
     where tenant_id = $1 and connection_id = $2 and version = $4
       and (renewing_until is null or renewing_until <= clock_timestamp())
     returning version`,
    { bind: [tenantId, connectionId, renewalId, version, lease_ms] },
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
 * @returns false when somebody went on meanwhile: read again
 */
export async function concludeConsentLost(
  db: Database,
  tenantId: string,
  { connectionId, renewalId, version, reason, now }: Renewal & { reason: string; now: Date },
): Promise<boolean> {
  const marked = await query(
    db,
    `with released as (
       update connection_tokens set renewal_id = null, renewing_until = null
       where tenant_id = $1 and connection_id = $2 and renewal_id = $3 and version = $4
       returning tenant_id, connection_id
     )
     update connections c set status = 'reauthorisation_required', status_at = $5,
       status_reason = $6
     from released r where c.tenant_id = r.tenant_id and c.connection_id = r.connection_id
     returning c.connection_id`,
    { bind: [tenantId, connectionId, renewalId, version, now, reason] },
  );
  return marked.length > 0;
}
