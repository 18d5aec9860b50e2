import { type Database, query } from '@pulso/database';
import type { Transaction } from 'sequelize';

/** The tenant's zone as an IANA name; null when there is no such tenant. */
export async function findZone(db: Database, tenantId: string, transaction?: Transaction): Promise<string | null> {
  const [row] = await query<{ time_zone: string }>(db, 'select time_zone from tenants where tenant_id = $1', {
    bind: [tenantId],
    ...(transaction ? { transaction } : {}),
  });
  return row?.time_zone ?? null;
}
