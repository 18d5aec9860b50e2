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

/**
 * A number of one listing over its days that have a row, of which only those on which it is known are summed. Its value is null when that is
 * none of them, or there is nothing to divide by.
 */
export function numberOfListing(days: Days, number: NumberName): Covered {
  const covered = (valueOf: (day: Days[number]) => number | null): Covered => {
    const known = days.flatMap((day) => valueOf(day) ?? []);
    const sum = known.reduce((total, value) => total + value, 0);
    return { value: known.length > 0 ? sum : null, known: known.length, expected: days.length };
  };
  switch (number) {
    case 'orders':
      return covered((day) => day.orders);
    case 'units':
      return covered((day) => day.units);
    case 'visits':
      return covered((day) => day.visits);
    case 'conversion': {
      const visits = covered((day) => day.visits);
      const orders = covered((day) => (day.visits === null ? null : day.orders));
      return { ...visits, value: visits.value ? (orders.value ?? 0) / visits.value : null };
    }
    case 'netRevenue':
      return covered((day) => day.netRevenue_cents);
    case 'revenue':
    case 'averageTicket':
    case 'cancellations':
      return covered((day) => day.gmv_cents);
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
