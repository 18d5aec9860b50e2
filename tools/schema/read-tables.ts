import { type Database, query } from '@pulso/database';

export interface Column {
  name: string;
  /** as PostgreSQL names it */
  type: string;
  isNullable: boolean;
}

export interface Table {
  name: string;
  /** what one row is, as the schema itself says; null = it says nothing */
  grain: string | null;
  key: string[];
  /** of other tables, by foreign keys */
  refersTo: string[];
  columns: Column[];
}

const sql = `
  select
    c.relname as name,
    obj_description(c.oid, 'pg_class') as grain,
    coalesce((
      select array_agg(a.attname::text order by k.place)
      from pg_index i
      cross join unnest(i.indkey::int2[]) with ordinality as k (attnum, place)
      join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
      where i.indrelid = c.oid and i.indisprimary
    ), '{}') as key,
    array(
      select distinct f.confrelid::regclass::text from pg_constraint f
      where f.conrelid = c.oid and f.contype = 'f' order by 1
    ) as "refersTo",
    (
      select json_agg(
        json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'isNullable', not a.attnotnull)
        order by a.attnum
      )
      from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    ) as columns
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
  order by c.relname`;

/** The tables of the schema `public` in the order of their names, without partitions, which are as their parent is. */
export const readTables = (db: Database): Promise<Table[]> => query<Table>(db, sql);
