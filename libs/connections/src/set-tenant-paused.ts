import { type Database, query } from '@pulso/database';
import { AppError } from '@pulso/domain';
import { TENANT_COLUMNS, type Tenant, type TenantRow, toTenant } from './tenant.ts';

/**
 * Pauses a tenant (no scheduled run, left out of calls for every tenant) or resumes it.
 * Pausing a paused tenant keeps the instant of the first pause.
 * @throws AppError `unknown_tenant`
 */
export async function setTenantPaused(
  db: Database,
  tenantId: string,
  { paused, now }: { paused: boolean; now: Date },
): Promise<Tenant> {
  const [row] = await query<TenantRow>(
    db,
    `update tenants set paused_at = case when $2 then coalesce(paused_at, $3) end
     where tenant_id = $1 returning ${TENANT_COLUMNS}`,
    { bind: [tenantId, paused, now] },
  );
  if (!row) throw new AppError('unknown_tenant', `There is no tenant ${tenantId}`);
  return toTenant(row);
}
