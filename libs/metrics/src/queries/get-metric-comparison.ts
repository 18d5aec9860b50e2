import { type Database, read, readSql } from '@pulso/database';
import { type BusinessWindow, businessDayOf, lengthInDays, previousOf, ratio, startOfBusinessDay } from '@pulso/domain';
import type { MetricsFilter } from './metrics-filter.ts';
import { withOwing } from './with-owing.ts';

const sql = withOwing(readSql(new URL('./get-metric-comparison.sql', import.meta.url)));

/** A metric in both windows. Null = not wholly known; `change` = (current − previous) ÷ previous, null without a denominator. */
export interface Compared {
  current: number | null;
  previous: number | null;
  change: number | null;
}

export interface MetricComparison {
  /** As many days as the window has, ending on the day before it begins. */
  previousWindow: BusinessWindow;
  /** The window ends with the running day: the previous one is cut at the same local time, or both end a day earlier. */
  hasRunningDay: boolean;
  /** These count the running day, against its counterpart up to the local time up to which orders are known. */
  gmv_cents: Compared;
  orders: Compared;
  units: Compared;
  cancelledOrders: Compared;
  averageTicket_cents: Compared;
  cancellationRate: Compared;
  /** These leave out the running day and its counterpart: visits of a running day are not comparable, nor is freight not yet read. */
  netRevenue_cents: Compared;
  visits: Compared;
  conversion: Compared;
}

interface Side {
  is_current: boolean;
  connections: number;
  days_known: number;
  orders: number;
  units: number;
  gmv_cents: string;
  cancelled_orders: number;
  net_revenue_cents: string | null;
  net_revenue_known: number;
  visits: string | null;
  visits_known: number;
  orders_with_visits: number;
}

/**
 * The window against the one before it. A metric is compared only where both windows know it wholly: half a window
 * against a whole one would look like a fall.
 * @param options.now decides whether the window ends with the running day of `timeZone`
 */
export async function getMetricComparison(
  db: Database,
  tenantId: string,
  { filter, timeZone, now }: { filter: MetricsFilter; timeZone: string; now: Date },
): Promise<MetricComparison> {
  const { window, connectionId } = filter;
  const previousWindow = previousOf(window);
  const hasRunningDay = window.to === businessDayOf(now, timeZone);
  const sides = await read<Side>(db, sql, [
    tenantId,
    previousWindow.from,
    window.to,
    connectionId,
    window.from,
    previousWindow.to,
    timeZone,
    hasRunningDay,
    startOfBusinessDay(previousWindow.to, timeZone),
  ]);
  const days = lengthInDays(window);
  const closedDays = hasRunningDay ? days - 1 : days;
  const compare = (tell: (side: Side) => number | null) => compareSides(sides, tell);
  const isWhole = (side: Side, known: number, daysOwed: number) =>
    daysOwed > 0 && side.connections > 0 && known === side.connections * daysOwed;
  const ofOrders = (tell: (side: Side) => number | null) =>
    compare((side) => (isWhole(side, side.days_known, days) ? tell(side) : null));
  const ofVisits = (tell: (side: Side) => number | null) =>
    compare((side) => (isWhole(side, side.visits_known, closedDays) ? tell(side) : null));
  return {
    previousWindow,
    hasRunningDay,
    gmv_cents: ofOrders((side) => Number(side.gmv_cents)),
    orders: ofOrders((side) => side.orders),
    units: ofOrders((side) => side.units),
    cancelledOrders: ofOrders((side) => side.cancelled_orders),
    averageTicket_cents: ofOrders((side) => ratio(Number(side.gmv_cents), side.orders)),
    cancellationRate: ofOrders((side) => ratio(side.cancelled_orders, side.orders)),
    netRevenue_cents: compare((side) =>
      isWhole(side, side.net_revenue_known, closedDays) ? Number(side.net_revenue_cents) : null,
    ),
    visits: ofVisits((side) => Number(side.visits)),
    conversion: ofVisits((side) => ratio(side.orders_with_visits, Number(side.visits))),
  };
}

function compareSides(sides: readonly Side[], tell: (side: Side) => number | null): Compared {
  const of = (isCurrent: boolean) => {
    const side = sides.find((one) => one.is_current === isCurrent);
    return side ? tell(side) : null;
  };
  const [current, previous] = [of(true), of(false)];
  const difference = current === null || previous === null ? null : current - previous;
  return { current, previous, change: ratio(difference, previous) };
}
