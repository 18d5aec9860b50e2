import type { SeriesDay } from '../../api/trpc.ts';
import type { Formatter } from '../../format/create-formatter.ts';

export interface StripModel {
  name: 'revenue' | 'orders' | 'visits';
  /** Where a day keeps the value. */
  field: 'gmv_cents' | 'orders' | 'visits';
  size: 'tall' | 'low';
  write: (format: Formatter, value: number | null) => string;
  writeTick: (format: Formatter, value: number) => string;
}

/** What is drawn, from top to bottom; all strips share their days. */
export const strips: readonly StripModel[] = [
  {
    name: 'revenue',
    field: 'gmv_cents',
    size: 'tall',
    write: (format, value) => format.money(value),
    writeTick: (format, value) => format.moneyShort(value),
  },
  {
    name: 'orders',
    field: 'orders',
    size: 'low',
    write: (format, value) => format.count(value),
    writeTick: (format, value) => format.countShort(value),
  },
  {
    name: 'visits',
    field: 'visits',
    size: 'low',
    write: (format, value) => format.count(value),
    writeTick: (format, value) => format.countShort(value),
  },
];

export type DayState = 'today' | 'provisional' | 'final' | 'unknown';

/** What may be said of a day's numbers. */
export function stateOf(day: Pick<SeriesDay, 'known' | 'isToday' | 'provisional'>): DayState {
  if (!day.known) return 'unknown';
  if (day.isToday) return 'today';
  return day.provisional ? 'provisional' : 'final';
}
