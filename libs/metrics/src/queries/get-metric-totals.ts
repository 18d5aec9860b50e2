import { type Database, type Prepared, read, readSql } from '@pulso/database';
import { ratio } from '@pulso/domain';
import type { Covered } from './covered.ts';
import type { MetricsFilter } from './metrics-filter.ts';
import { withOwing } from './with-owing.ts';

const sql: Prepared = {
  name: 'metric totals',
  text: withOwing(readSql(new URL('./get-metric-totals.sql', import.meta.url))),
};

export interface MetricTotals {
  /** Account-days of the window with a row, and account-days it should have: below, every total is partial. */
  days: { known: number; expected: number };
  orders: number;
  purchases: number;
  units: number;
  gmv_cents: number;
  cancelledOrders: number;
  cancelledUnits: number;
  cancelledAmount_cents: number;
  refundedAmount_cents: number;
  saleFee_cents: Covered;
  sellerShipping_cents: Covered;
  netRevenue_cents: Covered;
  visits: Covered;
  /** Orders ÷ visits over the account-days with visits known; null without visits. */
  conversion: number | null;
  averageTicket_cents: number | null;
  cancellationRate: number | null;
}

type Row = Record<string, number | string | null>;

/** The totals of a window over the account rows; `expected` of a covered value counts account-days (contract 4). */
export async function getMetricTotals(db: Database, tenantId: string, filter: MetricsFilter): Promise<MetricTotals> {
  const bind = [tenantId, filter.window.from, filter.window.to, filter.connectionId];
  const [row] = await read<Row>(db, sql, bind);
  const count = (column: string) => Number(row?.[column] ?? 0);
  const covered = (column: string, known: string): Covered => {
    const value = row?.[column] ?? null;
    return { value: value === null ? null : Number(value), known: count(known), expected: count('days_expected') };
  };
  const visits = covered('visits', 'visits_known');
  const averageTicket_cents = ratio(count('gmv_cents'), count('orders'));
  return {
    days: { known: count('days_known'), expected: count('days_expected') },
    orders: count('orders'),
    purchases: count('purchases'),
    units: count('units'),
    gmv_cents: count('gmv_cents'),
    cancelledOrders: count('cancelled_orders'),
    cancelledUnits: count('cancelled_units'),
    cancelledAmount_cents: count('cancelled_amount_cents'),
    refundedAmount_cents: count('refunded_amount_cents'),
    saleFee_cents: covered('sale_fee_cents', 'sale_fee_known'),
    sellerShipping_cents: covered('seller_shipping_cents', 'seller_shipping_known'),
    netRevenue_cents: covered('net_revenue_cents', 'net_revenue_known'),
    visits,
    conversion: visits.value === null ? null : ratio(count('orders_with_visits'), visits.value),
    averageTicket_cents: averageTicket_cents === null ? null : Math.round(averageTicket_cents),
    cancellationRate: ratio(count('cancelled_orders'), count('orders')),
  };
}
