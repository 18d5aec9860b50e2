import type { Database } from './connect.ts';
import { query } from './query.ts';

/** The names of the migrations that the database has, in order; none on a database that was never migrated. */
export async function listApplied(db: Database): Promise<string[]> {
  const [table] = await query<{ exists: boolean }>(db, `select to_regclass('schema_migrations') is not null as exists`);
  if (!table?.exists) return [];
  const rows = await query<{ name: string }>(db, 'select name from schema_migrations order by name');
  return rows.map((row) => row.name);
}
