import { randomUUID } from 'node:crypto';
import { type Database, query } from '@pulso/database';
import { AppError, isTimeZone } from '@pulso/domain';
import { TENANT_COLUMNS, type Tenant, type TenantRow, toTenant } from './tenant.ts';

/**
 * Adds a tenant.
 * @param timeZone IANA name; `America/Sao_Paulo` when left out
 * @throws AppError `invalid_input` for an empty name or an unknown zone
 */
export async function createTenant(
  db: Database,
  { name, timeZone = 'America/Sao_Paulo', now }: { name: string; timeZone?: string; now: Date },
): Promise<Tenant> {
  if (name.trim() === '') throw new AppError('invalid_input', 'A tenant needs a name');
  if (!isTimeZone(timeZone)) {
    throw new AppError('invalid_input', `"${timeZone}" is not a time zone; use an IANA name such as America/Sao_Paulo`);
  }
  const [row] = await query<TenantRow>(
    db,
    `insert into tenants (tenant_id, name, time_zone, created_at) values ($1, $2, $3, $4) returning ${TENANT_COLUMNS}`,
    { bind: [randomUUID(), name.trim(), timeZone, now] },
  );
  if (!row) throw new AppError('internal', 'The tenant was not stored');
  return toTenant(row);
}
