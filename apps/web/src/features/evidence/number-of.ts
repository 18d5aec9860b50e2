import type { Covered, ListingHistory, Totals } from '../../api/trpc.ts';
import type { Formatter } from '../../format/create-formatter.ts';
import type { SummedNumber } from './contribution.ts';
import type { NumberName } from './passport-search.ts';

/** The number as it is published: what its orders are held against. Null = not wholly known, or of no order. */
export function publishedSum(totals: Totals, number: SummedNumber): number | null {
  if (totals.days.known === 0) return null;
  switch (number) {
    case 'revenue':
      return totals.gmv_cents;
    case 'orders':
      return totals.orders;
    case 'units':
      return totals.units;
    case 'cancellations':
      return totals.cancelledAmount_cents;
    case 'netRevenue':
      return wholly(totals.netRevenue_cents);
  }
}

function wholly({ value, known, expected }: Covered): number | null {
  return known === expected ? value : null;
}

type Days = ListingHistory['days'];

/** A number of one listing over its days that have a row; null when nothing is known, or there is nothing to divide by. */
export function numberOfListing(days: Days, number: NumberName): number | null {
  const sum = (valueOf: (day: Days[number]) => number | null) =>
    days.reduce<number | null>((total, day) => {
      const value = valueOf(day);
      return value === null ? total : (total ?? 0) + value;
    }, null);
  const visited = days.filter((day) => day.visits !== null);
  const visits = visited.reduce((total, day) => total + (day.visits ?? 0), 0);
  switch (number) {
    case 'orders':
      return sum((day) => day.orders);
    case 'units':
      return sum((day) => day.units);
    case 'visits':
      return sum((day) => day.visits);
    case 'conversion':
      return visits > 0 ? visited.reduce((total, day) => total + day.orders, 0) / visits : null;
    case 'netRevenue':
      return days.every((day) => day.netRevenue_cents !== null) ? sum((day) => day.netRevenue_cents) : null;
    case 'revenue':
    case 'averageTicket':
    case 'cancellations':
      return sum((day) => day.gmv_cents);
  }
}

/** A number in its own notation; null is a dash. */
export function writeNumber(value: number | null, number: NumberName, format: Formatter): string {
  switch (number) {
    case 'orders':
    case 'units':
    case 'visits':
      return format.count(value);
    case 'conversion':
      return format.percent(value);
    case 'revenue':
    case 'averageTicket':
    case 'netRevenue':
    case 'cancellations':
      return format.money(value);
  }
}
