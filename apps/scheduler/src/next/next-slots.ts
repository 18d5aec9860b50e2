import { type JobType, mergeSlots, type ScheduleName, schedulesIn, slotsAfter } from '@pulso/jobs';
import { localTime } from './local-time.ts';

/** One line of `next`. */
export interface NextSlot {
  jobType: JobType;
  /** Which schedule says what is asked for. */
  schedule: ScheduleName;
  /** ISO 8601, in UTC. */
  slot: string;
  timeZone: string;
  /** The same instant as the zone's clocks show it, with their offset. */
  localTime: string;
  /** How many active tenants of the zone it is for. */
  tenants: number;
  /** How many more there are whose schedule of this job is paused. */
  paused: number;
}

/** A zone with the number of active tenants in it, and of those among them who have paused a job. */
export interface ZoneTenants {
  timeZone: string;
  tenants: number;
  paused?: ReadonlyMap<JobType, number>;
}

/** The next `count` slots over all zones, soonest first; zones in the order given when instants are the same. */
export function nextSlots(zones: readonly ZoneTenants[], { now, count }: { now: Date; count: number }): NextSlot[] {
  const zoneOf = new Map(zones.map((zone) => [zone.timeZone, zone]));
  const schedules = zones.flatMap(({ timeZone }) => schedulesIn(timeZone));
  return mergeSlots(schedules, (schedule) => firstOf(slotsAfter(schedule, now), count))
    .slice(0, count)
    .map(({ jobType, schedule, timeZone, slot }) => {
      const zone = zoneOf.get(timeZone);
      const paused = zone?.paused?.get(jobType) ?? 0;
      return {
        jobType,
        schedule,
        slot: slot.toISOString(),
        timeZone,
        localTime: localTime(slot, timeZone),
        tenants: (zone?.tenants ?? 0) - paused,
        paused,
      };
    });
}

function firstOf(slots: Iterable<Date>, count: number): Date[] {
  const first: Date[] = [];
  for (const slot of slots) {
    if (first.length === count) break;
    first.push(slot);
  }
  return first;
}
