import type { Database } from '../connect.ts';
import { query } from '../query.ts';

const sql = `
  select exists (select from pg_roles where rolname = 'pulso_tenant' and pg_has_role(current_user, oid, 'member'))
    and not exists (
      select from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
      where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'own_tenant')
    ) as stands`;

/**
 * Whether the database itself keeps tenants apart (`restrictToTenant`). It does after a migration, unless its user may not create roles.
 * @throws AppError `database_unavailable`
 */
export async function hasTenantWall(db: Database): Promise<boolean> {
  const [row] = await query<{ stands: boolean }>(db, sql);
  return row?.stands ?? false;
}
