import type { WindowFilter } from '../../api/trpc.ts';
import { isCalendarDay } from './is-calendar-day.ts';
import { writeSearch } from './write-search.ts';

/** The periods that the screen offers, in days up to today. */
export const periods = [1, 7, 30, 90] as const;
/** What the page opens with. */
const USUAL_DAYS = 7;
/** The server takes no longer window at once. */
export const DAYS_MAX = 365;
const DAY_MS = 24 * 60 * 60 * 1000;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Calendar days, `YYYY-MM-DD`, both inclusive. */
export interface DayRange {
  from: string;
  to: string;
}

/**
 * What an address asks for: `?dias=30`, or days of one's own, `?de=2026-11-01&ate=2026-11-15`, and `&conta=<uuid>`. A period or account that
 * cannot be is as if not asked.
 */
export function readWindowSearch(search: string): WindowFilter {
  const asked = new URLSearchParams(search);
  const account = asked.get('conta');
  const connectionId = account !== null && UUID.test(account) ? account : null;
  const range = { from: asked.get('de') ?? '', to: asked.get('ate') ?? '' };
  const own_days = lengthOf(range);
  if (own_days !== null) return { days: own_days, to: range.to, connectionId };
  const days = periods.find((one) => String(one) === asked.get('dias')) ?? USUAL_DAYS;
  return { days, connectionId };
}

/**
 * The address that asks for `filter`; what else the address says stays, but for totals that were typed to be compared: those are of the days
 * and the account of which they were read.
 */
export function writeWindowSearch(search: string, { days, to, connectionId }: WindowFilter): string {
  const asked = new URLSearchParams(search);
  for (const key of ['dias', 'de', 'ate', 'conta', 'pedidos', 'receita']) asked.delete(key);
  if (to === undefined) asked.set('dias', String(days));
  else {
    asked.set('de', firstOf({ days, to }));
    asked.set('ate', to);
  }
  if (connectionId !== null) asked.set('conta', connectionId);
  return `?${asked}`;
}

/**
 * What of an address holds for every page: the period, the account and the language. Empty when it says none of them.
 * @param today a period up to it goes on with the days, though a page names its own by their dates; left out = not known
 */
export function keepAcrossPages(search: string, today?: string): string {
  const asked = new URLSearchParams(search);
  const kept = new URLSearchParams(
    ['dias', 'de', 'ate', 'conta', 'idioma'].flatMap((key) => {
      const value = asked.get(key);
      return value === null ? [] : [[key, value]];
    }),
  );
  const { days, to } = readWindowSearch(search);
  if (to !== undefined && to === today && periods.some((one) => one === days)) {
    for (const key of ['de', 'ate']) kept.delete(key);
    kept.set('dias', String(days));
  }
  return writeSearch(kept);
}

/** How many days a range has; null for one that is none, ends before it begins, or is longer than can be asked for. */
export function lengthOf({ from, to }: DayRange): number | null {
  if (!isCalendarDay(from) || !isCalendarDay(to)) return null;
  // Calendar days read as UTC are all equally long.
  const days = Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
  return days >= 1 && days <= DAYS_MAX ? days : null;
}

/** The first of `days` days that end with `to`. */
export function firstOf({ days, to }: { days: number; to: string }): string {
  return new Date(Date.parse(to) - (days - 1) * DAY_MS).toISOString().slice(0, 10);
}
