import type { JobType } from '@pulso/jobs';
import type { Schedule } from './schedules.ts';
import { slotsAfter } from './slots-after.ts';

/** One nominal instant of one job in one zone. */
export interface DueSlot {
  jobType: JobType;
  timeZone: string;
  slot: Date;
}

/**
 * The slots of the schedules after `since` up to and with `now`, oldest first; each job, zone and instant once, also
 * when two schedules of a job meet.
 */
export function dueSlots(schedules: readonly Schedule[], since: Date, now: Date): DueSlot[] {
  const due = new Map<string, DueSlot>();
  for (const schedule of schedules) {
    const { jobType, timeZone } = schedule;
    for (const slot of slotsAfter(schedule, since)) {
      if (slot > now) break;
      due.set(`${jobType} ${timeZone} ${slot.getTime()}`, { jobType, timeZone, slot });
    }
  }
  return [...due.values()].sort((a, b) => a.slot.getTime() - b.slot.getTime());
}
