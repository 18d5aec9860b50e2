import { addDays, type BusinessDay, type BusinessWindow, daysIn, findBusinessDay, lengthInDays } from '@pulso/domain';
import { z } from 'zod';
import { MeliContractError } from '../errors.ts';
import type { CallOptions, Request } from '../request.ts';
import { Id } from '../wire/values.ts';

export interface VisitDay {
  day: BusinessDay;
  visits: number;
}

/** `last=N` answers N + 1 day labels, and N is at most 150 (API document 5). */
const LABELS_MAX = 151;

const Days = z.object({
  item_id: Id.optional(),
  user_id: Id.optional(),
  // Required: a day without a row is 0, but only in an answer that speaks of days at all.
  results: z.array(z.object({ date: z.string().min(10), total: z.number().int().min(0) })),
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
    { endpoint, id }: { endpoint: string; id: string },
    window: BusinessWindow,
    options?: CallOptions,
  ): Promise<VisitDay[]> => {
    const days: VisitDay[] = [];
    for (const part of cutVisitWindows(window)) {
      const query = { last: Math.max(1, lengthInDays(part) - 1), unit: 'day', ending: part.to };
      const { data } = await request({ endpoint, id, query, schema: Days, kind: 'visits' }, options);
      const subject = data.item_id ?? data.user_id ?? id;
      if (subject !== id) throw new MeliContractError('the answer is about something else', { endpoint });
      days.push(...fillDays(part, data.results, endpoint));
    }
    return days;
  };

  return {
    /**
     * Visits of one listing for each day of the window, oldest first; a day without a row is 0 (API document 5). Figures of the
     * last two days still move, and today's are partial.
     * @param window both ends included; asked in parts of at most 151 days
     * @throws MeliRefusedError 403 or 404 for this listing; MeliContractError when the answer is about something else
     */
    getListingDays: (itemId: string, window: BusinessWindow, options?: CallOptions) =>
      read({ endpoint: '/items/{id}/visits/time_window', id: itemId }, window, options),

    /** The account's own daily totals, in the same form; not the sum over listings that exist today. */
    getAccountDays: (sellerId: string, window: BusinessWindow, options?: CallOptions) =>
      read({ endpoint: '/users/{id}/items_visits/time_window', id: sellerId }, window, options),
  };
}

function fillDays(
  window: BusinessWindow,
  rows: readonly { date: string; total: number }[],
  endpoint: string,
): VisitDay[] {
  // One label of slack, since a window of one day is asked as two. More is another window, and its gaps are not our zeros.
  const answered = daysIn({ from: addDays(window.from, -1), to: addDays(window.to, 1) });
  const byDay = new Map<string, number | null>(answered.map((day) => [day, null]));
  for (const row of rows) {
    // The label is a local calendar day, whatever the clock behind it says: the first ten characters, never an instant.
    const label = row.date.slice(0, 10);
    if (!byDay.has(label)) throw new MeliContractError(`results.date: ${faultOf(label)}`, { endpoint });
    if ((byDay.get(label) ?? row.total) !== row.total) {
      throw new MeliContractError('results: one day told twice, with different totals', { endpoint });
    }
    byDay.set(label, row.total);
  }
  return answered.slice(1, -1).map((day) => ({ day, visits: byDay.get(day) ?? 0 }));
}

function faultOf(label: string): string {
  return findBusinessDay(label) === null ? 'not a day' : 'outside the window that was asked for';
}
