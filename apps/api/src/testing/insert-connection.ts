import { randomInt, randomUUID } from 'node:crypto';
import { type Database, query } from '@pulso/database';
import { NOW } from './start-test-api.ts';

/** A connection to some seller, as it stands after its authorisation. */
export async function insertConnection(
  db: Database,
  tenantId: string,
  { nickname = null, sellerId = randomInt(1, 2 ** 47) }: { nickname?: string | null; sellerId?: number } = {},
): Promise<string> {
  const connectionId = randomUUID();
  await query(
    db,
    `insert into connections
       (tenant_id, connection_id, seller_id, nickname, site_id, currency, status, status_at, created_at)
     values ($1, $2, $3, $4, 'MLB', 'BRL', 'active', $5, $5)`,
    { bind: [tenantId, connectionId, sellerId, nickname, NOW] },
  );
  return connectionId;
}
