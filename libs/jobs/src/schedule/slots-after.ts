import { Cron } from 'croner';
import type { Schedule } from './schedules.ts';

/** A pattern costs more to read than to use, and there are as many as schedules and zones. */
const patterns = new Map<string, Cron>();

/**
 * The nominal instants of a schedule after `since`, without end. A repeated hour of a clock change has both its
 * instants, a left-out hour none: a job of every hour runs every hour. A single time of day that is left out is made up by the
 * instant at which the clocks have jumped over it, so that no day is without it, and one that comes twice counts once.
 */
export function* slotsAfter({ cron, timeZone }: Pick<Schedule, 'cron' | 'timeZone'>, since: Date): Generator<Date> {
  const key = `${cron} ${timeZone}`;
  const pattern = patterns.get(key) ?? new Cron(cron, { timezone: timeZone, paused: true });
  patterns.set(key, pattern);
  for (let slot = pattern.nextRun(since); slot !== null; slot = pattern.nextRun(slot)) yield slot;
}
