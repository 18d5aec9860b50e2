import type { Transaction } from 'sequelize';
import type { Database } from '../connect.ts';
import { query } from '../query.ts';
import { TENANT_TABLES } from './tenant-tables.ts';

/** Names as they are written in a statement; `refers` = the other tables with a tenant that it points at. */
interface TenantTable {
  name: string;
  refers: string[];
}

const listTables = `
  select tenant_table.id::regclass::text as name,
    coalesce(array_agg(reference.confrelid::regclass::text) filter (where reference.confrelid is not null), '{}') as refers
  from ${TENANT_TABLES} as tenant_table
  left join pg_constraint reference
    on reference.conrelid = tenant_table.id and reference.contype = 'f' and reference.confrelid <> tenant_table.id
    and reference.confrelid in (select id from ${TENANT_TABLES} as other)
  group by tenant_table.id order by 1`;

/**
 * Takes away whatever a tenant has in any table, the tenant itself last. The tables are asked of the database, so none can be forgotten.
 * @returns how many rows went, by table; tables that had none are not named
 * @throws AppError `database_unavailable`
 */
export async function eraseTenantRows(
  db: Database,
  tenantId: string,
  { transaction }: { transaction: Transaction },
): Promise<Record<string, number>> {
  const tables = await query<TenantTable>(db, listTables, { transaction });
  const erased: Record<string, number> = {};
  for (const { name } of childrenFirst(tables)) {
    // Counted by the server: a large tenant has millions of rows.
    const [gone] = await query<{ rows: number }>(
      db,
      `with gone as (delete from ${name} where tenant_id = $1 returning 1) select count(*)::int as rows from gone`,
      { bind: [tenantId], transaction },
    );
    if (gone && gone.rows > 0) erased[name] = gone.rows;
  }
  return erased;
}

/** A table before those that it points at, so that every row is counted where it stood and no cascade takes it first. */
function childrenFirst(tables: readonly TenantTable[]): TenantTable[] {
  const ordered: TenantTable[] = [];
  let left = [...tables];
  while (left.length > 0) {
    const free = left.filter(({ name }) => !left.some((other) => other.name !== name && other.refers.includes(name)));
    if (free.length === 0) throw new Error(`tables point at each other: ${left.map(({ name }) => name).join(', ')}`);
    ordered.push(...free);
    left = left.filter((table) => !free.includes(table));
  }
  return ordered;
}
