import { type Database, query } from '@pulso/database';
import { CONNECTION_COLUMNS, type Connection, type ConnectionRow, toConnection } from './connection.ts';

/** Every connection of the tenant, disconnected ones included, oldest first. */
export async function listConnections(db: Database, tenantId: string): Promise<Connection[]> {
  const rows = await query<ConnectionRow>(
    db,
    `select ${CONNECTION_COLUMNS} from connections where tenant_id = $1 order by created_at, connection_id`,
    { bind: [tenantId] },
  );
  return rows.map(toConnection);
}
