import { addDays, type BusinessDay, daysBetween } from './business-day.ts';

/** Whole business days, both ends included (contract 3: `from` and `to` are inclusive). */
export interface BusinessWindow {
  readonly from: BusinessDay;
  readonly to: BusinessDay;
}

/** The window of `days` days that ends with `today`: today and the `days − 1` before it. */
export function lastDays(today: BusinessDay, days: number): BusinessWindow {
  return { from: addDays(today, 1 - days), to: today };
}

/** How many days the window has; at least 1. */
export function lengthInDays(window: BusinessWindow): number {
  return daysBetween(window.from, window.to) + 1;
}

/** The window of the same length that ends on the day before this one begins. */
export function previousOf(window: BusinessWindow): BusinessWindow {
  const to = addDays(window.from, -1);
  return { from: addDays(to, 1 - lengthInDays(window)), to };
}

/** Every day of the window, oldest first. */
export function daysIn(window: BusinessWindow): BusinessDay[] {
  return Array.from({ length: lengthInDays(window) }, (_, index) => addDays(window.from, index));
}
