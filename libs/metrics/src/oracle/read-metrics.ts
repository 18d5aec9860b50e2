import { type Database, query } from '@pulso/database';
import type { MetricRow, ToldMetrics } from './tell-metrics.ts';

/** Both metric tables of a tenant as they stand, but for the instant of their rebuild. */
export async function readMetrics(db: Database, tenantId: string): Promise<ToldMetrics> {
  const rowsOf = (table: string) =>
    query<{ row: MetricRow }>(
      db,
      `select (to_jsonb(m) || ${moneyAsText(table)}) - 'tenant_id' - 'rebuilt_at' as row from ${table} m where tenant_id = $1`,
      { bind: [tenantId] },
    );
  const [listingDays, accountDays] = [await rowsOf('listing_metrics_daily'), await rowsOf('account_metrics_daily')];
  return inOrder({ listingDays: listingDays.map(({ row }) => row), accountDays: accountDays.map(({ row }) => row) });
}

/** Both tables in one order and with their columns in one order, so that they can be compared. */
export function inOrder({ listingDays, accountDays }: ToldMetrics): ToldMetrics {
  const keyOf = (row: MetricRow) => `${row.date} ${row.connection_id} ${row.listing_id ?? ''}`;
  const sorted = (rows: MetricRow[]) =>
    rows
      .toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
      .map((row) => Object.fromEntries(columnsOf(row)));
  return { listingDays: sorted(listingDays), accountDays: sorted(accountDays) };
}

const columnsOf = (row: MetricRow) => Object.entries(row).toSorted(([one], [other]) => (one < other ? -1 : 1));

const MONEY = ['gmv', 'cancelled_amount', 'refunded_amount', 'sale_fee', 'seller_shipping', 'net_revenue'];

function moneyAsText(table: string): string {
  const columns = table === 'listing_metrics_daily' ? [...MONEY, 'price'] : MONEY;
  return `jsonb_build_object(${columns.map((column) => `'${column}', m.${column}::text`).join(', ')})`;
}
