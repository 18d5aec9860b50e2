import type { Database } from '../connect.ts';
import { query } from '../query.ts';

/** Every row of every table, partitions too, as PostgreSQL writes it, sorted; without the record of the migrations. */
export async function readWholeTables(db: Database): Promise<Record<string, string[]>> {
  const tables = await query<{ name: string }>(
    db,
    `select relname as name from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')
     and relname <> 'schema_migrations' order by 1`,
  );
  const whole: Record<string, string[]> = {};
  for (const { name } of tables) {
    const rows = await query<{ line: string }>(db, `select t::text as line from ${name} t order by 1`);
    whole[name] = rows.map(({ line }) => line);
  }
  return whole;
}
