import { type Database, query } from '@pulso/database';
import type { TokenPair } from '@pulso/meli-client';
import type { Transaction } from 'sequelize';
import type { ConnectionDeps } from './connection-deps.ts';

/** Puts the pair of a new authorisation in the place of the former one; a renewal of that one then counts no more. */
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
    `insert into connection_tokens as t
       (tenant_id, connection_id, key_id, access_token_cipher, refresh_token_cipher, access_token_expires_at, renewed_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (tenant_id, connection_id) do update set
       key_id = excluded.key_id,
       access_token_cipher = excluded.access_token_cipher,
       refresh_token_cipher = excluded.refresh_token_cipher,
       access_token_expires_at = excluded.access_token_expires_at,
       version = t.version + 1,
       renewed_at = excluded.renewed_at,
       renewal_id = null,
       renewing_until = null`,
    {
      bind: [
        tenantId,
        connectionId,
        deps.cipher.keyId,
        deps.cipher.encrypt(pair.accessToken),
        deps.cipher.encrypt(pair.refreshToken),
        pair.expiresAt,
        deps.clock.now(),
      ],
      transaction,
    },
  );
}
