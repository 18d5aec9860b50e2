import { slotsAfter } from '@pulso/jobs';

/** Days of the week as EventBridge counts them. */
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/**
 * The instants of a schedule expression of EventBridge, `cron(minute hour day month weekday year)`, after `since` and up to `until`.
 * @throws Error for an expression that EventBridge refuses, or that could mean something else to the program
 */
export function slotsOfExpression(
  expression: string,
  { timeZone, since, until }: { timeZone: string; since: Date; until: Date },
): Date[] {
  const fields = /^cron\(([^()]+)\)$/.exec(expression)?.[1]?.split(' ') ?? [];
  const [minute, hour, day, month, weekday, year, ...more] = fields;
  if (year !== '*' || more.length > 0) throw new Error(`${expression} must have six fields, the last one *`);
  if ((day === '?') === (weekday === '?')) throw new Error(`${expression} must have ? as its day or as its weekday`);
  if (weekday !== '?' && weekday !== '*' && !DAYS.includes(weekday ?? ''))
    throw new Error(`${expression} must name its weekday, because numbers begin elsewhere`);
  const any = (field: string | undefined) => (field === '?' ? '*' : field);
  const cron = [minute, hour, any(day), month, any(weekday)].join(' ');
  const slots: Date[] = [];
  for (const slot of slotsAfter({ cron, timeZone }, since)) {
    if (slot > until) break;
    slots.push(slot);
  }
  return slots;
}
