import { type Database, query } from '@pulso/database';
import type { TokenPair } from '@pulso/meli-client';
import type { Renewal } from './claim-renewal.ts';
import type { ConnectionDeps } from './connection-deps.ts';
import { fingerprintOf } from './ledger/fingerprint-of.ts';

/**
 * Puts a renewed pair in the place of the version it came from, ends the claim and enters it into the ledger, in one statement.
 *
 * The version is the guard, not the claim: whoever holds a pair made from the stored version holds the only one that
 * works, even when the database was away so long that the claim ran out. A pair that Mercado Livre has just given also
 * disproves a verdict, spoken meanwhile, that the seller must authorise again.
 *
 * @returns false when the version has been replaced by a newer authorisation: then this pair is worth nothing
 */
export async function storeRenewedTokens(
  db: Database,
  tenantId: string,
  {
    connectionId,
    renewalId,
    version,
    pair,
    deps,
  }: Renewal & { pair: TokenPair; deps: Pick<ConnectionDeps, 'cipher' | 'clock'> },
): Promise<boolean> {
  const { cipher, clock } = deps;
  const stored = await query(
    db,
    `with renewed as (
       update connection_tokens
       set key_id = $4, access_token_cipher = $5, refresh_token_cipher = $6, access_token_expires_at = $7,
         version = version + 1, renewed_at = $8, renewal_id = null, renewing_until = null
       where tenant_id = $1 and connection_id = $2 and version = $3
       returning tenant_id, connection_id
     ), cleared as (
       update connections c set status = 'active', status_reason = null, status_at = $8
       from renewed r
       where c.tenant_id = r.tenant_id and c.connection_id = r.connection_id and c.status = 'reauthorisation_required'
     ), noted as (
       update token_ledger l set outcome = 'stored', fingerprint = $10, ended_at = $8
       from renewed r where l.tenant_id = r.tenant_id and l.connection_id = r.connection_id and l.entry_id = $9
     )
     select connection_id from renewed`,
    {
      bind: [
        tenantId,
        connectionId,
        version,
        cipher.keyId,
        cipher.encrypt(pair.accessToken),
        cipher.encrypt(pair.refreshToken),
        pair.expiresAt,
        clock.now(),
        renewalId,
        fingerprintOf(pair.refreshToken),
      ],
    },
  );
  return stored.length > 0;
}
