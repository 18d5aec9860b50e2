import { randomUUID } from 'node:crypto';
import { type Database, query } from '@pulso/database';
import type { TokenPair } from '@pulso/meli-client';
import type { Transaction } from 'sequelize';
import type { ConnectionDeps } from './connection-deps.ts';
import { fingerprintOf } from './ledger/fingerprint-of.ts';

/**
 * Puts the pair of a new authorisation in the place of the former one; a renewal of that one then counts no more. Versions go on where the
 * ledger ends, also after a disconnection, so that no renewal begun before it takes this pair for its own.
 */
export async function storeTokens(
  db: Database,
  tenantId: string,
  {
    connectionId,
    pair,
    deps,
    transaction,
  }: { connectionId: string; pair: TokenPair; deps: ConnectionDeps; transaction: Transaction },
): Promise<void> {
  await query(
    db,
    `with stored as (
       insert into connection_tokens as t
         (tenant_id, connection_id, key_id, access_token_cipher, refresh_token_cipher, access_token_expires_at, renewed_at, version)
       values ($1, $2, $3, $4, $5, $6, $7, 1 + coalesce(
         (select max(version) from token_ledger where tenant_id = $1 and connection_id = $2), 0
       ))
       on conflict (tenant_id, connection_id) do update set
         key_id = excluded.key_id,
         access_token_cipher = excluded.access_token_cipher,
         refresh_token_cipher = excluded.refresh_token_cipher,
         access_token_expires_at = excluded.access_token_expires_at,
         version = t.version + 1,
         renewed_at = excluded.renewed_at,
         renewal_id = null,
         renewing_until = null
       returning version
     )
     insert into token_ledger
       (tenant_id, connection_id, entry_id, event, version, fingerprint, began_at, ended_at, outcome)
     select $1, $2, $8::uuid, 'authorisation', version, $9, $7, $7, 'stored' from stored`,
    {
      bind: [
        tenantId,
        connectionId,
        deps.cipher.keyId,
        deps.cipher.encrypt(pair.accessToken),
        deps.cipher.encrypt(pair.refreshToken),
        pair.expiresAt,
        deps.clock.now(),
        randomUUID(),
        fingerprintOf(pair.refreshToken),
      ],
      transaction,
    },
  );
}
