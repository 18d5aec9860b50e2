import type { Tenant } from '@pulso/connections';
import type { Database } from '@pulso/database';
import { addDays, businessDayOf, lastDays, startOfBusinessDay } from '@pulso/domain';
import { listSlotRuns } from '@pulso/job-log';
import type { JobType } from '../job-definitions.ts';
import { dueSlots } from '../schedule/due-slots.ts';
import { listOwedStretches } from '../schedule/owed-stretches.ts';
import { listSchedulePauses } from '../schedule/pause-schedule.ts';
import { schedulesIn } from '../schedule/schedules.ts';
import { type SlotDay, tellSlotDays } from './tell-slot-days.ts';

/** A slot may fall into the very instant at which a window begins. */
const INSTANT_MS = 1;

interface Stretch {
  jobType: JobType;
  timeZone: string;
  from: Date;
  /** Exclusive. */
  until: Date;
}

/** Reading a pattern costs more than all the rest here, and the tenants of a zone have the same slots all day. */
const known = new Map<string, Date[]>();
const KNOWN_MOST = 60;

function slotsBetween({ jobType, timeZone, from, until }: Stretch): Date[] {
  const key = `${jobType} ${timeZone} ${from.getTime()} ${until.getTime()}`;
  const [since, last] = [from, until].map((instant) => new Date(instant.getTime() - INSTANT_MS)) as [Date, Date];
  const slots = known.get(key) ?? dueSlots(schedulesIn(timeZone, jobType), since, last).map(({ slot }) => slot);
  if (!known.has(key) && known.size >= KNOWN_MOST) known.clear();
  known.set(key, slots);
  return slots;
}

/** What became of the schedule of one job on each of the last `days` days of a tenant, today among them, oldest first. */
export async function getSlotCalendar(
  db: Database,
  { tenantId, timeZone, pausedAt: wholePausedAt }: Tenant,
  { jobType, days, now }: { jobType: JobType; days: number; now: Date },
): Promise<SlotDay[]> {
  const window = lastDays(businessDayOf(now, timeZone), days);
  const from = startOfBusinessDay(window.from, timeZone);
  const until = startOfBusinessDay(addDays(window.to, 1), timeZone);
  const [runs, pauses, owed] = await Promise.all([
    listSlotRuns(db, tenantId, { jobType, from, until }),
    listSchedulePauses(db, tenantId),
    listOwedStretches(db, tenantId, jobType),
  ]);
  const slots = owed.length > 0 ? slotsBetween({ jobType, timeZone, from, until }) : [];
  const pausedAt = wholePausedAt ?? pauses.find((one) => one.jobType === jobType)?.pausedAt ?? null;
  return tellSlotDays({ window, timeZone, slots, runs, owed, pausedAt, now });
}
