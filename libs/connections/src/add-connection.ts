import type { Database } from '@pulso/database';
import { refreshTokens } from '@pulso/meli-client';
import { assertNamedSellerIsFree } from './assert-seller-is-free.ts';
import type { Connection } from './connection.ts';
import type { ConnectionDeps } from './connection-deps.ts';
import { getTenant } from './find-tenant.ts';
import { storeConnection } from './store-connection.ts';

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
  await getTenant(db, tenantId);
  await assertNamedSellerIsFree(db, tenantId, refreshToken);
  const pair = await refreshTokens({ ...deps.application, refreshToken, clock: deps.clock });
  const authorisation = { pair, history_days: history_days ?? null };
  const { connection } = await storeConnection(db, tenantId, { authorisation, deps });
  return connection;
}
