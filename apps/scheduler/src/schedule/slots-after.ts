import { Cron } from 'croner';
import type { Schedule } from './schedules.ts';

/**
 * The nominal instants of a schedule after `since`, without end. A repeated hour of a clock change has both its
 * instants, a left-out hour none: a job of every hour runs every hour.
 */
export function* slotsAfter({ cron, timeZone }: Schedule, since: Date): Generator<Date> {
  const pattern = new Cron(cron, { timezone: timeZone, paused: true });
  for (let slot = pattern.nextRun(since); slot !== null; slot = pattern.nextRun(slot)) yield slot;
}
