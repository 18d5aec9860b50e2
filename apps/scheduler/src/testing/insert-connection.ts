import { randomInt, randomUUID } from 'node:crypto';
import { type Database, query } from '@pulso/database';

/**
 * A connection to some seller. One that needs its authorisation again, as left out, lets a sync end at once, without a
 * call to Mercado Livre.
 */
export async function insertConnection(
  db: Database,
  tenantId: string,
  { createdAt, status = 'reauthorisation_required' }: { createdAt: Date; status?: string },
): Promise<string> {
  const connectionId = randomUUID();
  await query(
    db,
    `insert into connections
       (tenant_id, connection_id, seller_id, site_id, currency, status, status_at, created_at)
     values ($1, $2, $3, 'MLB', 'BRL', $4, $5, $5)`,
    { bind: [tenantId, connectionId, randomInt(1, 2 ** 47), status, createdAt] },
  );
  return connectionId;
}
