import { type Database, query } from '@pulso/database';
import { TENANT_COLUMNS, type Tenant, type TenantRow, toTenant } from './tenant.ts';

/** Every tenant, oldest first; `activeOnly` leaves out the paused ones. */
export async function listTenants(db: Database, { activeOnly }: { activeOnly: boolean }): Promise<Tenant[]> {
  const rows = await query<TenantRow>(
    db,
    `select ${TENANT_COLUMNS} from tenants where not $1 or paused_at is null order by created_at, tenant_id`,
    { bind: [activeOnly] },
  );
  return rows.map(toTenant);
}
