import { type Database, query } from '@pulso/database';
import { AppError } from '@pulso/domain';
import { TENANT_COLUMNS, type Tenant, type TenantRow, toTenant } from './tenant.ts';

/** The tenant with this id, or null. */
export async function findTenant(db: Database, tenantId: string): Promise<Tenant | null> {
  const [row] = await query<TenantRow>(db, `select ${TENANT_COLUMNS} from tenants where tenant_id = $1`, {
    bind: [tenantId],
  });
  return row ? toTenant(row) : null;
}

/** @throws AppError `unknown_tenant` */
export async function getTenant(db: Database, tenantId: string): Promise<Tenant> {
  const tenant = await findTenant(db, tenantId);
  if (!tenant) throw new AppError('unknown_tenant', `There is no tenant ${tenantId}`);
  return tenant;
}
