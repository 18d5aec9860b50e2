import type { JobType } from '@pulso/jobs';
import { schedulesIn } from '../schedule/schedules.ts';
import { slotsAfter } from '../schedule/slots-after.ts';
import { localTime } from './local-time.ts';

/** One line of `next`. */
export interface NextSlot {
  jobType: JobType;
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
  const candidates = zones.flatMap(({ timeZone, tenants }) =>
    schedulesIn(timeZone).flatMap((schedule) =>
      firstOf(slotsAfter(schedule, now), count).map((slot) => ({ jobType: schedule.jobType, timeZone, tenants, slot })),
    ),
  );
  return candidates
    .sort((a, b) => a.slot.getTime() - b.slot.getTime())
    .slice(0, count)
    .map(({ jobType, timeZone, tenants, slot }) => ({
      jobType,
      slot: slot.toISOString(),
      timeZone,
      localTime: localTime(slot, timeZone),
      tenants,
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
