import type { Tenant } from '@pulso/connections';
import type { Database } from '@pulso/database';
import { listSchedulePauses, type Schedule, schedulesIn, slotsAfter } from '@pulso/jobs';

/** One schedule of one company as the command line shows it. */
export interface ScheduleView {
  tenantId: string;
  tenantName: string;
  schedule: string;
  jobType: string;
  /** Five fields, read in the zone. */
  cron: string;
  timeZone: string;
  /** Since when it is paused, by itself or with the whole company. */
  pausedAt: string | null;
  /** Null while it is paused. */
  nextSlot: string | null;
}

/** Every schedule of the given companies. */
export async function tellSchedules(db: Database, tenants: readonly Tenant[], now: Date): Promise<ScheduleView[]> {
  const [only, ...others] = tenants;
  const pauses = await listSchedulePauses(db, only && others.length === 0 ? only.tenantId : null);
  const pausedAt = new Map(pauses.map((one) => [`${one.tenantId} ${one.jobType}`, one.pausedAt]));
  return tenants.flatMap(({ tenantId, name, timeZone, pausedAt: wholePausedAt }) =>
    schedulesIn(timeZone).map((schedule) => {
      const since = wholePausedAt ?? pausedAt.get(`${tenantId} ${schedule.jobType}`) ?? null;
      return {
        tenantId,
        tenantName: name,
        schedule: schedule.name,
        jobType: schedule.jobType,
        cron: schedule.cron,
        timeZone,
        pausedAt: since?.toISOString() ?? null,
        nextSlot: since ? null : nextOf(schedule, now),
      };
    }),
  );
}

function nextOf(schedule: Schedule, now: Date): string | null {
  for (const slot of slotsAfter(schedule, now)) return slot.toISOString();
  return null;
}

export function lineOf({ tenantName, schedule, jobType, timeZone, pausedAt, nextSlot }: ScheduleView): string {
  const when = nextSlot === null ? `pausada desde ${pausedAt}` : `próximo horário ${nextSlot}`;
  return `${tenantName}  ${schedule} (${jobType})  ${timeZone}  ${when}`;
}
