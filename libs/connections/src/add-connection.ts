import { randomUUID } from 'node:crypto';
import { type Database, query, withTransaction } from '@pulso/database';
import { AppError, businessDayOf, lastDays } from '@pulso/domain';
import { refreshTokens, type TokenPair } from '@pulso/meli-client';
import { UniqueConstraintError } from 'sequelize';
import { CONNECTION_COLUMNS, type Connection, type ConnectionRow, toConnection } from './connection.ts';
import type { ConnectionDeps } from './connection-deps.ts';
import { getTenant } from './find-tenant.ts';
import { storeTokens } from './store-tokens.ts';

/**
 * Connects a seller by a refresh token of theirs. The same seller again is the same connection, with new keys.
 *
 * The token works once, so it is spent only after the seller named in it was seen to be free, and the
 * new pair is stored before anything else is asked.
 *
 * @param options.history_days how many days back the history is wanted, today included; a second wish only makes it longer
 * @throws AppError `unknown_tenant`, or `seller_connected_elsewhere` (which does not say where)
 * @throws MeliError when Mercado Livre does not take the token
 */
export async function addConnection(
  db: Database,
  tenantId: string,
  { refreshToken, history_days, deps }: { refreshToken: string; history_days?: number; deps: ConnectionDeps },
): Promise<Connection> {
  const { timeZone } = await getTenant(db, tenantId);
  const named = /-(\d+)$/.exec(refreshToken)?.[1];
  if (named) await assertSellerIsFree(db, tenantId, named);
  const pair = await refreshTokens({ ...deps.application, refreshToken, clock: deps.clock });
  const stored = withTransaction(db, async (transaction) => {
    await assertSellerIsFree(db, tenantId, pair.sellerId);
    const now = deps.clock.now();
    const historyFrom = history_days ? lastDays(businessDayOf(now, timeZone), history_days).from : null;
    const [known] = await query<ConnectionRow>(
      db,
      `update connections set
         status = 'active', status_reason = null, status_at = $3, history_from = least(history_from, $4::date),
         -- What changed while nobody was told was not announced, and need not have been.
         notices_since = case when status <> 'disconnected' then notices_since end
       where tenant_id = $1 and connection_id = (
         select connection_id from connections where tenant_id = $1 and seller_id = $2 order by created_at limit 1
       )
       returning ${CONNECTION_COLUMNS}`,
      { bind: [tenantId, pair.sellerId, now, historyFrom], transaction },
    );
    const [added] = known
      ? [known]
      : await query<ConnectionRow>(
          db,
          `insert into connections
             (tenant_id, connection_id, seller_id, site_id, currency, status, status_at, created_at, history_from)
           values ($1, $2, $3, 'MLB', 'BRL', 'active', $4, $4, $5)
           returning ${CONNECTION_COLUMNS}`,
          { bind: [tenantId, randomUUID(), pair.sellerId, now, historyFrom], transaction },
        );
    if (!added) throw new AppError('internal', 'The connection was not stored');
    const connection = toConnection(added);
    await storeTokens(db, tenantId, { connectionId: connection.connectionId, pair, deps, transaction });
    return connection;
  });
  return stored.catch((error: unknown) => {
    // Two companies at the same instant: the key on the seller decides, after both looks found it free.
    throw error instanceof UniqueConstraintError ? connectedElsewhere() : error;
  });
}

async function assertSellerIsFree(db: Database, tenantId: string, sellerId: TokenPair['sellerId']): Promise<void> {
  const [taken] = await query<{ taken: boolean }>(
    db,
    `select true as taken from connections where seller_id = $2 and tenant_id <> $1 and status <> 'disconnected' limit 1`,
    { bind: [tenantId, sellerId] },
  );
  if (taken) {
    throw connectedElsewhere();
  }
}

function connectedElsewhere(): AppError {
  return new AppError(
    'seller_connected_elsewhere',
    'This seller is already connected to another company; it has to be disconnected there first',
  );
}
