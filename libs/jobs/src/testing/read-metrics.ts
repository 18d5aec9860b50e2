import { type Database, query } from '@pulso/database';

const HIDDEN = new Set(['tenant_id', 'connection_id', 'rebuilt_at']);

/**
 * Every row of a metrics table of one tenant, without the columns that no other source can know.
 * @param connectionId only those of one connection
 */
export async function readMetrics(
  db: Database,
  table: 'listing_metrics_daily' | 'account_metrics_daily',
  tenantId: string,
  connectionId?: string,
): Promise<Record<string, unknown>[]> {
  const rows = await query(
    db,
    `select * from ${table} where tenant_id = $1 and ($2::uuid is null or connection_id = $2)`,
    { bind: [tenantId, connectionId ?? null] },
  );
  return sortRows(rows.map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => !HIDDEN.has(column)))));
}

/** In the order of their keys, so that two sources can be compared row by row. */
export function sortRows<Row extends object>(rows: readonly Row[]): Row[] {
  const key = (row: Row) => `${Reflect.get(row, 'date')} ${Reflect.get(row, 'listing_id') ?? ''}`;
  return [...rows].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}
