import type { SeriesDay } from '../../api/trpc.ts';
import type { Formatter } from '../../format/create-formatter.ts';

export type DayState = 'today' | 'provisional' | 'final' | 'unknown';

/** One day as strips draw it: what may be said of its numbers, and each of them by its strip; null = not known. */
export interface StripDay {
  date: string;
  state: DayState;
  values: Record<string, number | null>;
}

export interface StripModel {
  /** Where a day keeps the value. */
  name: string;
  label:
    | 'daily.revenue'
    | 'daily.orders'
    | 'daily.visits'
    | 'listings.units'
    | 'listings.conversion'
    | 'listings.price'
    | 'listings.stock';
  size: 'tall' | 'low';
  /** A bar stands for what came on a day, a level for what stood that day. */
  shape: 'bar' | 'level';
  /** Between two whole values there are others. */
  hasFractions: boolean;
  write: (format: Formatter, value: number | null) => string;
  writeTick: (format: Formatter, value: number) => string;
}

const money = {
  hasFractions: false,
  write: (format: Formatter, value: number | null) => format.money(value),
  writeTick: (format: Formatter, value: number) => format.moneyShort(value),
};
const count = {
  hasFractions: false,
  write: (format: Formatter, value: number | null) => format.count(value),
  writeTick: (format: Formatter, value: number) => format.countShort(value),
};
const share = {
  hasFractions: true,
  write: (format: Formatter, value: number | null) => format.percent(value),
  writeTick: (format: Formatter, value: number) => format.percentShort(value),
};

/** What is drawn of the account, from top to bottom; all strips share their days. */
export const accountStrips: readonly StripModel[] = [
  { name: 'gmv_cents', label: 'daily.revenue', size: 'tall', shape: 'bar', ...money },
  { name: 'orders', label: 'daily.orders', size: 'low', shape: 'bar', ...count },
  { name: 'visits', label: 'daily.visits', size: 'low', shape: 'bar', ...count },
];

/** What is drawn of one listing. */
export const listingStrips: readonly StripModel[] = [
  { name: 'gmv_cents', label: 'daily.revenue', size: 'tall', shape: 'bar', ...money },
  { name: 'units', label: 'listings.units', size: 'low', shape: 'bar', ...count },
  { name: 'visits', label: 'daily.visits', size: 'low', shape: 'bar', ...count },
  { name: 'conversion', label: 'listings.conversion', size: 'low', shape: 'bar', ...share },
  { name: 'price_cents', label: 'listings.price', size: 'low', shape: 'level', ...money },
  { name: 'stock', label: 'listings.stock', size: 'low', shape: 'level', ...count },
];

/** What may be said of a day's numbers. */
export function stateOf(day: Pick<SeriesDay, 'known' | 'isToday' | 'provisional'>): DayState {
  if (!day.known) return 'unknown';
  if (day.isToday) return 'today';
  return day.provisional ? 'provisional' : 'final';
}

export function toStripDay(day: SeriesDay): StripDay {
  const { date, gmv_cents, orders, visits } = day;
  return { date, state: stateOf(day), values: { gmv_cents, orders, visits } };
}
