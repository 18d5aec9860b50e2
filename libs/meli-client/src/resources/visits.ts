import { addDays, type BusinessDay, type BusinessWindow, daysIn, findBusinessDay, lengthInDays } from '@pulso/domain';
import { z } from 'zod';
import { MeliContractError } from '../errors.ts';
import type { CallOptions, Request } from '../request.ts';
import { Id, listOf } from '../wire/values.ts';

export interface VisitDay {
  day: BusinessDay;
  visits: number;
}

/** `last=N` answers N + 1 day labels, and N is at most 150 (API document 5). */
const LABELS_MAX = 151;

const Days = z.object({
  item_id: Id.optional(),
  user_id: Id.optional(),
  // The label is a local calendar day, whatever the clock behind it says: the first ten characters, never an instant.
  results: listOf(z.object({ date: z.string().min(10), total: z.number().int().min(0) })),
});

/** Windows of at most 151 labels that together are the given one, without overlap or gap, oldest first. */
export function cutVisitWindows({ from, to }: BusinessWindow): BusinessWindow[] {
  const windows: BusinessWindow[] = [];
  for (let start = from; start <= to; start = addDays(start, LABELS_MAX)) {
    const end = addDays(start, LABELS_MAX - 1);
    windows.push({ from: start, to: end < to ? end : to });
  }
  return windows;
}

export function createVisits(request: Request) {
  const read = async (
    subject: { id: string; path: string; endpoint: string },
    window: BusinessWindow,
    options?: CallOptions,
  ) => {
    const days: VisitDay[] = [];
    for (const part of cutVisitWindows(window)) {
      const query = { last: Math.max(1, lengthInDays(part) - 1), unit: 'day', ending: part.to };
      const { data } = await request({ ...subject, query, schema: Days, kind: 'visits' }, options);
      if ((data.item_id ?? data.user_id ?? subject.id) !== subject.id) {
        throw new MeliContractError('the answer is about something else', { endpoint: subject.endpoint });
      }
      days.push(...fillDays(part, data.results, subject.endpoint));
    }
    return days;
  };
  return {
    /** Visits of one listing for each day of the window, oldest first; a day without a row is 0 (API document 5). */
    getListingDays: (itemId: string, window: BusinessWindow, options?: CallOptions) =>
      read(
        { id: itemId, path: `/items/${itemId}/visits/time_window`, endpoint: '/items/{id}/visits/time_window' },
        window,
        options,
      ),

    /** The account's own daily totals, in the same form. */
    getAccountDays: (sellerId: string, window: BusinessWindow, options?: CallOptions) =>
      read(
        {
          id: sellerId,
          path: `/users/${sellerId}/items_visits/time_window`,
          endpoint: '/users/{id}/items_visits/time_window',
        },
        window,
        options,
      ),
  };
}

function fillDays(
  window: BusinessWindow,
  rows: readonly { date: string; total: number }[],
  endpoint: string,
): VisitDay[] {
  const byDay = new Map<string, number>();
  for (const row of rows) {
    const day = findBusinessDay(row.date.slice(0, 10));
    if (day === null) throw new MeliContractError('results.date: not a day', { endpoint });
    byDay.set(day, row.total);
  }
  return daysIn(window).map((day) => ({ day, visits: byDay.get(day) ?? 0 }));
}
