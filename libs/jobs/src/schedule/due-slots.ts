import type { JobType } from '../job-definitions.ts';
import type { Schedule, ScheduleName } from './schedules.ts';
import { slotsAfter } from './slots-after.ts';

/** One nominal instant of one job in one zone. */
export interface DueSlot {
  jobType: JobType;
  timeZone: string;
  slot: Date;
  /** Which schedule says what is asked for: of two that meet, the later one in the list. */
  schedule: ScheduleName;
}

/**
 * The slots of the schedules after `since` up to and with `now`, oldest first; each job, zone and instant once, also
 * when two schedules of a job meet.
 */
export function dueSlots(schedules: readonly Schedule[], since: Date, now: Date): DueSlot[] {
  return mergeSlots(schedules, (schedule) => {
    const due: Date[] = [];
    for (const slot of slotsAfter(schedule, since)) {
      if (slot > now) break;
      due.push(slot);
    }
    return due;
  });
}

/** The slots that `choose` takes of each schedule, oldest first; each job, zone and instant once. */
export function mergeSlots(schedules: readonly Schedule[], choose: (schedule: Schedule) => readonly Date[]): DueSlot[] {
  const merged = new Map<string, DueSlot>();
  for (const schedule of schedules) {
    const { jobType, timeZone, name } = schedule;
    for (const slot of choose(schedule)) {
      merged.set(`${jobType} ${timeZone} ${slot.getTime()}`, { jobType, timeZone, slot, schedule: name });
    }
  }
  return [...merged.values()].sort((a, b) => a.slot.getTime() - b.slot.getTime());
}
