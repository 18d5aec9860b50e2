import { type Database, query, withTransaction } from '@pulso/database';
import { AppError } from '@pulso/domain';
import { MeliAuthorizationError, refreshTokens, type TokenProvider } from '@pulso/meli-client';
import type { Transaction } from 'sequelize';
import type { ConnectionDeps } from './connection-deps.ts';
import { storeTokens } from './store-tokens.ts';

interface StoredTokens {
  accessToken: string;
  refreshToken: string;
  expiresAt: Date;
}

/**
 * The keys of one connection as the client's port. A pair is renewed only when its access token has expired or was
 * refused, one renewal at a time for all processes: the stored row is locked, read again, and the new pair is written
 * by the transaction that lets go of the lock, because a refresh token works once (API document 1.2). This is the
 * one place where a call to Mercado Livre happens inside a transaction.
 *
 * @throws AppError `reauthorisation_required` once the seller has to authorise again; the connection then says so
 */
export function createTokenProvider(
  db: Database,
  tenantId: string,
  { connectionId, deps }: { connectionId: string; deps: ConnectionDeps },
): TokenProvider {
  const read = (transaction?: Transaction) => readTokens(db, tenantId, { connectionId, deps, transaction });

  const renewUnless = async (isStillGood: (stored: StoredTokens) => boolean) => {
    const outcome = await withTransaction(db, async (transaction) => {
      const stored = await read(transaction);
      if (isStillGood(stored)) return stored.accessToken;
      try {
        const pair = await refreshTokens({
          ...deps.application,
          refreshToken: stored.refreshToken,
          clock: deps.clock,
        });
        await storeTokens(db, tenantId, { connectionId, pair, deps, transaction });
        return pair.accessToken;
      } catch (error) {
        if (!(error instanceof MeliAuthorizationError)) throw error;
        await markReauthorisationRequired(db, tenantId, { connectionId, now: deps.clock.now(), transaction });
        return new AppError(
          'reauthorisation_required',
          `Connection ${connectionId}: the seller has to authorise again`,
          {
            cause: error,
          },
        );
      }
    });
    // Returned, not thrown, from inside: a thrown error would roll the verdict back.
    if (outcome instanceof AppError) throw outcome;
    return outcome;
  };

  const isCurrent = (stored: StoredTokens) => stored.expiresAt > deps.clock.now();
  return {
    async getAccessToken() {
      const stored = await read();
      return isCurrent(stored) ? stored.accessToken : renewUnless(isCurrent);
    },
    async replaceRejectedToken(rejected) {
      return renewUnless((stored) => stored.accessToken !== rejected);
    },
  };
}

async function readTokens(
  db: Database,
  tenantId: string,
  {
    connectionId,
    deps,
    transaction,
  }: { connectionId: string; deps: ConnectionDeps; transaction: Transaction | undefined },
): Promise<StoredTokens> {
  const [row] = await query<{
    key_id: string;
    access_token_cipher: string;
    refresh_token_cipher: string;
    access_token_expires_at: Date;
  }>(
    db,
    `select key_id, access_token_cipher, refresh_token_cipher, access_token_expires_at
     from connection_tokens where tenant_id = $1 and connection_id = $2 ${transaction ? 'for update' : ''}`,
    { bind: [tenantId, connectionId], ...(transaction ? { transaction } : {}) },
  );
  if (!row)
    throw new AppError('reauthorisation_required', `Connection ${connectionId} has no keys: connect the seller again`);
  return {
    accessToken: deps.cipher.decrypt(row.access_token_cipher, row.key_id),
    refreshToken: deps.cipher.decrypt(row.refresh_token_cipher, row.key_id),
    expiresAt: row.access_token_expires_at,
  };
}

async function markReauthorisationRequired(
  db: Database,
  tenantId: string,
  { connectionId, now, transaction }: { connectionId: string; now: Date; transaction: Transaction },
): Promise<void> {
  await query(
    db,
    `update connections set status = 'reauthorisation_required', status_at = $3,
       status_reason = 'O Mercado Livre não aceita mais a autorização desta conta. Conecte-a de novo.'
     where tenant_id = $1 and connection_id = $2`,
    { bind: [tenantId, connectionId, now], transaction },
  );
}
