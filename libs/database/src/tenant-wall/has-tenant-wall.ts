import type { Database } from '../connect.ts';
import { query } from '../query.ts';
import { TENANT_TABLES } from './tenant-tables.ts';

const sql = `
  select exists (select from pg_roles where rolname = 'pulso_tenant' and pg_has_role(current_user, oid, 'member'))
    and not exists (
      select from ${TENANT_TABLES} as walled
      where not exists (select from pg_policy p where p.polrelid = walled.id and p.polname = 'own_tenant')
    ) as stands`;

/**
 * Whether the database itself keeps tenants apart (`restrictToTenant`). It does after a migration, unless its user may not create roles.
 * @throws AppError `database_unavailable`
 */
export async function hasTenantWall(db: Database): Promise<boolean> {
  const [row] = await query<{ stands: boolean }>(db, sql);
  return row?.stands ?? false;
}
