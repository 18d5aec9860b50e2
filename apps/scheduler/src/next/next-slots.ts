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
  /** How many active tenants live in the zone. */
  tenants: number;
}

/** The next `count` slots over all zones, soonest first; zones in the order given when instants are the same. */
export function nextSlots(
  zones: readonly { timeZone: string; tenants: number }[],
  { now, count }: { now: Date; count: number },
): NextSlot[] {
  const tenantsIn = new Map(zones.map(({ timeZone, tenants }) => [timeZone, tenants]));
  const schedules = zones.flatMap(({ timeZone }) => schedulesIn(timeZone));
  return mergeSlots(schedules, (schedule) => firstOf(slotsAfter(schedule, now), count))
    .slice(0, count)
    .map(({ jobType, schedule, timeZone, slot }) => ({
      jobType,
      schedule,
      slot: slot.toISOString(),
      timeZone,
      localTime: localTime(slot, timeZone),
      tenants: tenantsIn.get(timeZone) ?? 0,
    }));
}

function firstOf(slots: Iterable<Date>, count: number): Date[] {
  const first: Date[] = [];
  for (const slot of slots) {
    if (first.length === count) break;
    first.push(slot);
  }
  return first;
}
