import { type Database, type Prepared, read, readSql } from '@pulso/database';
import { type BusinessDay, ratio } from '@pulso/domain';
import type { MetricsFilter } from './metrics-filter.ts';
import { withOwing } from './with-owing.ts';

const sql: Prepared = {
  name: 'metric series',
  text: withOwing(readSql(new URL('./get-metric-series.sql', import.meta.url))),
};

export interface SeriesDay {
  date: BusinessDay;
  /** False when no row stands for the day: its numbers are not known, and null here. */
  known: boolean;
  orders: number | null;
  units: number | null;
  gmv_cents: number | null;
  netRevenue_cents: number | null;
  visits: number | null;
  conversion: number | null;
  provisional: boolean;
}

interface Row {
  date: BusinessDay;
  known: boolean;
  orders: number | null;
  units: number | null;
  gmv_cents: string | null;
  net_revenue_cents: string | null;
  visits: number | null;
  provisional: boolean;
}

const toNumber = (text: string | null) => (text === null ? null : Number(text));

/** One entry per day of the window, oldest first; days that are not known are there, with nulls. */
export async function getMetricSeries(db: Database, tenantId: string, filter: MetricsFilter): Promise<SeriesDay[]> {
  const rows = await read<Row>(db, sql, [tenantId, filter.window.from, filter.window.to, filter.connectionId]);
  return rows.map((row) => ({
    date: row.date,
    known: row.known,
    orders: row.orders,
    units: row.units,
    gmv_cents: toNumber(row.gmv_cents),
    netRevenue_cents: toNumber(row.net_revenue_cents),
    visits: row.visits,
    conversion: ratio(row.orders, row.visits),
    provisional: row.provisional,
  }));
}
