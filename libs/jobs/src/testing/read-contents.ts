import { type Database, query } from '@pulso/database';

/**
 * Every row of every table with the transaction that wrote it last, so that a row written again with the same values
 * shows as well.
 */
export async function readContents(db: Database): Promise<Record<string, string[]>> {
  const tables = await query<{ name: string }>(
    db,
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  );
  const contents: Record<string, string[]> = {};
  for (const { name } of tables) {
    const rows = await query<{ line: string }>(
      db,
      `select xmin::text || ' ' || to_jsonb(t)::text as line from ${name} t order by 1`,
    );
    contents[name] = rows.map(({ line }) => line);
  }
  return contents;
}
