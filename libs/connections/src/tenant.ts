/** A company that uses Pulso. */
export interface Tenant {
  tenantId: string;
  name: string;
  /** IANA name; decides where the tenant's days begin. */
  timeZone: string;
  /** Null while the tenant is active. */
  pausedAt: Date | null;
  createdAt: Date;
}

export interface TenantRow {
  tenant_id: string;
  name: string;
  time_zone: string;
  paused_at: Date | null;
  created_at: Date;
}

export const TENANT_COLUMNS = 'tenant_id, name, time_zone, paused_at, created_at';

export function toTenant(row: TenantRow): Tenant {
  return {
    tenantId: row.tenant_id,
    name: row.name,
    timeZone: row.time_zone,
    pausedAt: row.paused_at,
    createdAt: row.created_at,
  };
}
