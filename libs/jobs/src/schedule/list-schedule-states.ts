import type { Tenant } from '@pulso/connections';
import type { Database } from '@pulso/database';
import type { JobType } from '../job-definitions.ts';
import { listSchedulePauses } from './pause-schedule.ts';
import { type Schedule, type ScheduleName, schedulesIn } from './schedules.ts';
import { slotsAfter } from './slots-after.ts';

/** One schedule of one tenant as it stands. */
export interface ScheduleState {
  tenantId: string;
  schedule: ScheduleName;
  jobType: JobType;
  /** Five fields, read in the zone. */
  cron: string;
  timeZone: string;
  /** Since when it is paused, by itself or with the whole tenant; null = it is not. */
  pausedAt: Date | null;
  /** Null while it is paused. */
  nextSlot: Date | null;
}

/** Every schedule of the given tenants, in their order. */
export async function listScheduleStates(
  db: Database,
  tenants: readonly Tenant[],
  now: Date,
): Promise<ScheduleState[]> {
  const [only, ...others] = tenants;
  const pauses = await listSchedulePauses(db, only && others.length === 0 ? only.tenantId : null);
  const pausedAt = new Map(pauses.map((one) => [`${one.tenantId} ${one.jobType}`, one.pausedAt]));
  return tenants.flatMap(({ tenantId, timeZone, pausedAt: wholePausedAt }) =>
    schedulesIn(timeZone).map((schedule) => {
      const since = wholePausedAt ?? pausedAt.get(`${tenantId} ${schedule.jobType}`) ?? null;
      return {
        tenantId,
        schedule: schedule.name,
        jobType: schedule.jobType,
        cron: schedule.cron,
        timeZone,
        pausedAt: since,
        nextSlot: since ? null : nextOf(schedule, now),
      };
    }),
  );
}

function nextOf(schedule: Schedule, now: Date): Date | null {
  for (const slot of slotsAfter(schedule, now)) return slot;
  return null;
}
