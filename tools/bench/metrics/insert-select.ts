import { readFileSync } from 'node:fs';

const REBUILD = new URL('../../../libs/metrics/src/rebuild/', import.meta.url);
const read = (name: string) => readFileSync(new URL(`${name}.sql`, REBUILD), 'utf8');

/** Each step of the rebuild with the table that it fills, in their order. */
const STEPS = [
  ['stage-orders', 'rebuild_orders'],
  ['stage-freight', 'rebuild_freight'],
  ['stage-lines', 'rebuild_lines'],
] as const;

/**
 * One statement that derives the rows of listings from the same facts by the same rules, straight into their table: nothing staged,
 * nothing compared, nothing checked. It is made of the rebuild's own steps, so that both do the same arithmetic.
 * $1 tenant, $2 zone, $3 now, $4 the first provisional day, $5 days, $6 their first instants, $7 the first instants after them
 */
export function writeInsertSelect(): string {
  const tables = read('stage-tables');
  const steps = STEPS.map(([name, table]) => `${table} (${columnsOf(tables, table)}) as materialized (${read(name)})`);
  return `insert into listing_metrics_daily
    with rebuild_days (connection_id, day, starts_at, ends_at, is_whole) as materialized (
      select c.connection_id, d.*, true from connections c cross join unnest($5::date[], $6::timestamptz[], $7::timestamptz[]) as d
      where c.tenant_id = $1
    ),
    rebuild_cells (listing_id, day) as (select null::text, null::date where false),
    ${steps.join(',\n')},
    told as (${withoutInsert(read('stage-listing-days'), 'rebuild_listing_days')})
    select * from told`;
}

function withoutInsert(sql: string, table: string): string {
  const parts = sql.split(new RegExp(`insert into ${table} \\([^)]*\\)\n`));
  if (parts.length !== 2)
    throw new Error(`expected one insert into ${table}; mend tools/bench/metrics/insert-select.ts`);
  return parts.join('\n');
}

/** The names of a staging table's columns, as it is created. */
function columnsOf(tables: string, table: string): string {
  const body = tables.split(`create temporary table ${table} (\n`)[1]?.split('\n)')[0];
  if (body === undefined) throw new Error(`no table ${table}; mend tools/bench/metrics/insert-select.ts`);
  return body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => !line.startsWith('--'))
    .map((line) => line.split(' ')[0])
    .join(', ');
}
