/** A company that uses Pulso. */
export interface Tenant {
  tenantId: string;
  name: string;
  /** IANA name; decides where the tenant's days begin. */
  timeZone: string;
  /** The zone that its days are cut in from its next rebuild on; null = the zone stays. */
  nextTimeZone: string | null;
  /** Null while the tenant is active. */
  pausedAt: Date | null;
  createdAt: Date;
}

export interface TenantRow {
  tenant_id: string;
  name: string;
  time_zone: string;
  next_time_zone: string | null;
  paused_at: Date | null;
  created_at: Date;
}

export const TENANT_COLUMNS = 'tenant_id, name, time_zone, next_time_zone, paused_at, created_at';

export function toTenant(row: TenantRow): Tenant {
  return {
    tenantId: row.tenant_id,
    name: row.name,
    timeZone: row.time_zone,
    nextTimeZone: row.next_time_zone,
    pausedAt: row.paused_at,
    createdAt: row.created_at,
  };
}
