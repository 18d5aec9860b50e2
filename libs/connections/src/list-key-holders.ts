import { type Database, query } from '@pulso/database';
import { CONNECTION_COLUMNS, type Connection, type ConnectionRow, toConnection } from './connection.ts';

/**
 * Connections whose keys may ask what is of the whole application: active ones of tenants that are not paused. Those whose access token
 * lives longest come first, because nobody need renew it.
 */
export async function listKeyHolders(db: Database, { limit }: { limit: number }): Promise<Connection[]> {
  const rows = await query<ConnectionRow>(
    db,
    `select ${CONNECTION_COLUMNS} from connections
     join connection_tokens using (tenant_id, connection_id)
     where status = 'active' and tenant_id in (select tenant_id from tenants where paused_at is null)
     order by access_token_expires_at desc, connection_id
     limit $1`,
    { bind: [limit] },
  );
  return rows.map(toConnection);
}
