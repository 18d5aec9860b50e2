import { type Database, query } from '@pulso/database';
import { AppError } from '@pulso/domain';
import type { TokenCipher } from './token-cipher.ts';

/** The pair of keys of a connection as it is stored. */
export interface StoredTokens {
  accessToken: string;
  refreshToken: string;
  expiresAt: Date;
  /** Counts the pairs; a refresh token works once, so a version has one successor at most. */
  version: number;
  /** Mercado Livre has refused this pair: only the seller's new authorisation helps. */
  isLost: boolean;
}

/** @throws AppError `reauthorisation_required` when there is none, `configuration` when it cannot be decrypted */
export async function readTokens(
  db: Database,
  tenantId: string,
  { connectionId, cipher }: { connectionId: string; cipher: TokenCipher },
): Promise<StoredTokens> {
  const [row] = await query<{
    key_id: string;
    access_token_cipher: string;
    refresh_token_cipher: string;
    access_token_expires_at: Date;
    version: number;
    is_lost: boolean;
  }>(
    db,
    `select key_id, access_token_cipher, refresh_token_cipher, access_token_expires_at, version,
       c.status = 'reauthorisation_required' as is_lost
     from connection_tokens join connections c using (tenant_id, connection_id)
     where tenant_id = $1 and connection_id = $2`,
    { bind: [tenantId, connectionId] },
  );
  if (!row)
    throw new AppError('reauthorisation_required', `Connection ${connectionId} has no keys: connect the seller again`);
  return {
    accessToken: cipher.decrypt(row.access_token_cipher, row.key_id),
    refreshToken: cipher.decrypt(row.refresh_token_cipher, row.key_id),
    expiresAt: row.access_token_expires_at,
    version: row.version,
    isLost: row.is_lost,
  };
}
