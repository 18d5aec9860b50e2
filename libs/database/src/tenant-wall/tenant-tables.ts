/** Every table with a tenant, as a subquery with `id` (oid); partitions are reached through their table. raise-tenant-wall.sql walls the same. */
export const TENANT_TABLES = `(
  select c.oid as id
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
  where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
)`;
