import { type Database, query } from '@pulso/database';
import type { Transaction } from 'sequelize';

/**
 * The tenant's zone as an IANA name; null when there is no such tenant. Until the transaction ends the tenant cannot be removed, so that
 * no row is published for one that is gone.
 */
export async function holdZone(db: Database, tenantId: string, transaction: Transaction): Promise<string | null> {
  const [row] = await query<{ time_zone: string }>(
    db,
    'select time_zone from tenants where tenant_id = $1 for key share',
    { bind: [tenantId], transaction },
  );
  return row?.time_zone ?? null;
}
