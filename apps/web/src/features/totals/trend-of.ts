import type { SeriesDay } from '../../api/trpc.ts';
import type { TileModel } from './tiles-of.ts';

const ofDay: Record<TileModel['name'], ((day: SeriesDay) => number | null) | null> = {
  revenue: (day) => day.gmv_cents,
  orders: (day) => day.orders,
  units: (day) => day.units,
  visits: (day) => day.visits,
  conversion: (day) => day.conversion,
  averageTicket: ({ gmv_cents, orders }) => (gmv_cents === null || !orders ? null : gmv_cents / orders),
  netRevenue: (day) => day.netRevenue_cents,
  // Not told by day.
  cancellations: null,
};

/**
 * A tile's number by closed day, for a line: the running day would always look like a fall. What is not known, or cannot be divided, is a
 * gap; a loss lies at the bottom, like nothing.
 * @returns null where there is no line: of fewer than two closed days, or of a number that is not told by day
 */
export function trendOf(name: TileModel['name'], days: readonly SeriesDay[]): (number | null)[] | null {
  const tell = ofDay[name];
  const closed = days.filter((day) => !day.isToday);
  if (!tell || closed.length < 2) return null;
  const values = closed.map(tell);
  return values.every((value) => value === null)
    ? null
    : values.map((value) => (value === null ? null : Math.max(0, value)));
}
