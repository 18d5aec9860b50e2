import { randomUUID } from 'node:crypto';
import { type Database, query, withTransaction } from '@pulso/database';
import { AppError, businessDayOf, lastDays } from '@pulso/domain';
import type { TokenPair } from '@pulso/meli-client';
import { type Transaction, UniqueConstraintError } from 'sequelize';
import { assertSellerIsFree, connectedElsewhere } from './assert-seller-is-free.ts';
import { CONNECTION_COLUMNS, type Connection, type ConnectionRow, toConnection } from './connection.ts';
import type { ConnectionDeps } from './connection-deps.ts';
import { getTenant } from './find-tenant.ts';
import { insistOnStoring } from './insist-on-storing.ts';
import { storeTokens } from './store-tokens.ts';

/** A seller whose first pair of keys Mercado Livre has just given. */
export interface Authorisation {
  pair: TokenPair;
  /** How many days back the history is wanted, today included; null = only what each run asks for. */
  history_days: number | null;
}

export interface StoredConnection {
  connection: Connection;
  /** The tenant had this seller before, connected or not: its history stands, and the days missed since are wanted. */
  wasKnown: boolean;
  /** When it was made, or made anew. */
  connectedAt: Date;
}

/**
 * Keeps the first pair of an authorisation. The same seller again is the same connection, with new keys; a wish for history only makes it longer.
 *
 * The code or token behind the pair is spent, and it may have ended the pair before it, so an outage of the database is waited for.
 *
 * @throws AppError `unknown_tenant`, or `seller_connected_elsewhere` (which does not say where)
 */
export async function storeConnection(
  db: Database,
  tenantId: string,
  { authorisation, deps }: { authorisation: Authorisation; deps: ConnectionDeps },
): Promise<StoredConnection> {
  const store = async () => {
    const { timeZone } = await getTenant(db, tenantId);
    return withTransaction(db, (transaction) => storeIn(db, tenantId, { authorisation, timeZone, deps, transaction }));
  };
  return insistOnStoring(() =>
    // Two at the same instant: the key on the seller decided, after both looks found it free. Within one company both are right.
    store().catch((error: unknown) => (error instanceof UniqueConstraintError ? store() : Promise.reject(error))),
  ).catch((error: unknown) => {
    throw error instanceof UniqueConstraintError ? connectedElsewhere() : error;
  });
}

async function storeIn(
  db: Database,
  tenantId: string,
  {
    authorisation: { pair, history_days },
    timeZone,
    deps,
    transaction,
  }: { authorisation: Authorisation; timeZone: string; deps: ConnectionDeps; transaction: Transaction },
): Promise<StoredConnection> {
  await assertSellerIsFree(db, tenantId, { sellerId: pair.sellerId, transaction });
  const now = deps.clock.now();
  const historyFrom = history_days ? lastDays(businessDayOf(now, timeZone), history_days).from : null;
  const [known] = await query<ConnectionRow>(
    db,
    `update connections c set
       status = 'active', status_reason = null, status_at = $3,
       -- What was missed since the last complete read is wanted too, however long ago that was.
       history_from = least(history_from, $4::date, (
         select (min(covered_through) at time zone $5)::date from source_coverage s
         where s.tenant_id = c.tenant_id and s.connection_id = c.connection_id
       )),
       -- What changed while nobody was told was not announced, and need not have been.
       notices_since = case when status <> 'disconnected' then notices_since end
     where tenant_id = $1 and connection_id = (
       select connection_id from connections where tenant_id = $1 and seller_id = $2 order by created_at limit 1
     )
     returning ${CONNECTION_COLUMNS}`,
    { bind: [tenantId, pair.sellerId, now, historyFrom, timeZone], transaction },
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
  return { connection, wasKnown: known !== undefined, connectedAt: now };
}
