import { type Day, dayNumber, dayOf, dayOfNumber, plusDays } from '../world/days.ts';
import type { OldVisits } from './mirror.ts';
import { refuse } from './refusals.ts';

const DAYS_MAX = 150;
const TOO_LONG = `invalid time window, should be smaller or equal to ${DAYS_MAX} days`;

/** The days that a question about visits means, both included. */
export interface VisitWindow {
  from: Day;
  to: Day;
  /** Days before it are as if nobody had come; null = none are. */
  firstTold: Day | null;
}

export interface Rules {
  at: number;
  oldVisits: OldVisits;
}

/** `last=N` is N + 1 days, through `ending` or through today. @throws Refusal 400 */
export function readWindow({ last, ending }: { last?: string; ending?: string }, rules: Rules): VisitWindow {
  const days = Number(last);
  if (!Number.isInteger(days) || days < 1)
    throw refuse.badRequest('invalid time window, last should be a positive number');
  if (days > DAYS_MAX) throw refuse.badRequest(TOO_LONG);
  if (ending !== undefined && !isDay(ending)) throw refuse.badRequest('invalid date format for ending date');
  const to = ending ?? dayOf(rules.at);
  return told({ from: plusDays(to, -days), to }, rules);
}

/** From one day through another, each as a day or as an instant of which the day alone counts. @throws Refusal 400 */
export function readRange({ date_from, date_to }: { date_from?: string; date_to?: string }, rules: Rules): VisitWindow {
  const [from, to] = [date_from, date_to].map((text) => {
    const day = text?.slice(0, 10) ?? '';
    if (!isDay(day) || Number.isNaN(Date.parse(text ?? ''))) throw refuse.badRequest('unknown date format');
    return day;
  });
  if (from === undefined || to === undefined || from > to) throw refuse.badRequest('unknown date format');
  if (dayNumber(to) - dayNumber(from) > DAYS_MAX) throw refuse.badRequest(TOO_LONG);
  return told({ from, to }, rules);
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(dayNumber(text)) && dayOfNumber(dayNumber(text)) === text;
}

/** Whether days that lie further back than a window reaches are still told is not documented (API document 5). */
function told({ from, to }: { from: Day; to: Day }, { at, oldVisits }: Rules): VisitWindow {
  const oldest = plusDays(dayOf(at), -DAYS_MAX);
  if (oldVisits === 'refused' && from < oldest) throw refuse.badRequest(TOO_LONG);
  return { from, to, firstTold: oldVisits === 'omitted' ? oldest : null };
}
