import type { DayWindow, ListingHistory } from '../../api/trpc.ts';
import { type StripDay, stateOf } from '../daily/strips.ts';
import { firstOf, lengthOf } from '../window/window-search.ts';

/** Every day of the window, oldest first; one without a row is not known, which is not zero. */
export function toListingDays(told: ListingHistory['days'], window: DayWindow, today: string): StripDay[] {
  const days = lengthOf(window) ?? 0;
  const rows = new Map<string, ListingHistory['days'][number]>(told.map((day) => [day.date, day]));
  return Array.from({ length: days }, (_, index) => {
    const date = firstOf({ days: days - index, to: window.to });
    const row = rows.get(date);
    return {
      date,
      state: stateOf({ known: row !== undefined, isToday: date === today, provisional: row?.provisional ?? false }),
      values: {
        gmv_cents: row?.gmv_cents ?? null,
        units: row?.units ?? null,
        visits: row?.visits ?? null,
        conversion: row?.conversion ?? null,
        price_cents: row?.price_cents ?? null,
        stock: row?.stock ?? null,
      },
    };
  });
}
