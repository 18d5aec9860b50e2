import type { Transaction } from 'sequelize';
import type { BackupTable } from '../backup/backup-header.ts';
import { tablesInOrder } from '../backup/list-tables.ts';
import type { Database } from '../connect.ts';
import { query } from '../query.ts';

const TENANT = 'tenants';

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
  const tables = await query<BackupTable>(db, tablesInOrder, { transaction });
  const erased: Record<string, number> = {};
  // Against the order in which a backup puts rows back: each is counted where it stood, and no cascade takes it first. The tenant goes last,
  // because a trigger on it takes rows of partitions too, which no key tells of.
  const owned = tables.filter(({ name, columns }) => name !== TENANT && columns.includes('tenant_id')).reverse();
  for (const name of [...owned.map((table) => table.name), TENANT]) {
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
