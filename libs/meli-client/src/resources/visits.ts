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

/** One call: what it asks for, and the days that its answer may speak of. */
interface Asking {
  query: { last: number; unit: string; ending: BusinessDay };
  answered: readonly BusinessDay[];
}

/** Plans the calls of a window, and keeps the last plan: thousands of listings are asked for the same days, one after the other. */
function createPlanner() {
  let last: { window: BusinessWindow; plan: readonly Asking[] } | null = null;
  return ({ from, to }: BusinessWindow): readonly Asking[] => {
    if (last?.window.from === from && last.window.to === to) return last.plan;
    const plan = cutVisitWindows({ from, to }).map((window) => ({
      query: { last: Math.max(1, lengthInDays(window) - 1), unit: 'day', ending: window.to },
      // One label of slack, since a window of one day is asked as two. More is another window, and its gaps are not our zeros.
      answered: daysIn({ from: addDays(window.from, -1), to: addDays(window.to, 1) }),
    }));
    last = { window: { from, to }, plan };
    return plan;
  };
}

export function createVisits(request: Request) {
  const planOf = createPlanner();
  const read = async (
    { endpoint, id }: { endpoint: string; id: string },
    window: BusinessWindow,
    options?: CallOptions,
  ): Promise<VisitDay[]> => {
    const days: VisitDay[] = [];
    for (const { query, answered } of planOf(window)) {
      const { data } = await request({ endpoint, id, query, schema: Days, kind: 'visits' }, options);
      const subject = data.item_id ?? data.user_id ?? id;
      if (subject !== id) throw new MeliContractError('the answer is about something else', { endpoint });
      days.push(...fillDays(answered, data.results, endpoint));
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

/** @param answered the days of the window, with one more at either end */
function fillDays(
  answered: readonly BusinessDay[],
  rows: readonly { date: string; total: number }[],
  endpoint: string,
): VisitDay[] {
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
