import {
  dueSlots,
  isOwedWithoutSeller,
  type JobType,
  type Schedule,
  type ScheduleName,
  schedulesIn,
  slotsAfter,
} from '@pulso/jobs';
import type { JobHistory, ScheduleTarget } from './schedule-target.ts';
import { startDelay_ms } from './start-delay.ts';

/** A run that should begin. The slot is the key by which several copies share the work. */
export interface DueRun {
  tenantId: string;
  timeZone: string;
  jobType: JobType;
  /** Says what is asked for. */
  schedule: ScheduleName;
  slot: Date;
  /** Older slots that were missed, oldest first: this run makes up for them. */
  coveredSlots: Date[];
  trigger: 'schedule' | 'catch-up';
}

/** What one tenant's schedule owes. */
export interface TenantPlan {
  due: DueRun[];
  /** When there is something to do next that is not due yet; null = never, unless something changes. */
  lookAt: Date | null;
}

/** A slot that begins later than this, spreading included, was missed at its time. */
const LATE_MS = 15 * 60_000;
/** A slot that falls into the very instant of the first connection is owed. */
const INSTANT_MS = 1;

/**
 * What is due for a tenant that is not paused: of each job the newest slot that nobody had, which names the older ones. Nothing is owed from before the first
 * connection, or from before the catch-up window of a schedule. A connection that was never synced is due at once, with the instant at which
 * it was made as its slot, so that every copy names it alike. A slot that comes at its time waits for the tenant's delay; one that makes up
 * for others does not.
 */
export function planTenant(target: ScheduleTarget, now: Date): TenantPlan {
  if (target.isPaused) return { due: [], lookAt: null };
  const delay_ms = startDelay_ms(target.tenantId);
  const due: DueRun[] = [];
  const looks: Date[] = [];
  if (target.unreadSince && target.unreadSince > now) looks.push(target.unreadSince);
  for (const job of target.jobs) {
    const owedFrom = isOwedWithoutSeller(job.jobType) ? target.firstConnectedAt : target.connectedAt;
    if (!owedFrom || job.isPaused) continue;
    const schedules = schedulesIn(target.timeZone, job.jobType);
    const owed = findOwed(target, job, { schedules, owedFrom, now });
    const begins = owed && (owed.isAtOnce ? now : addMs(owed.run.slot, delay_ms));
    if (begins && begins > now) looks.push(begins);
    else {
      if (owed) due.push(owed.run);
      for (const schedule of schedules) looks.push(addMs(firstAfter(schedule, now), delay_ms));
    }
  }
  return { due, lookAt: looks.sort((a, b) => a.getTime() - b.getTime())[0] ?? null };
}

function findOwed(
  { tenantId, timeZone, unreadSince }: ScheduleTarget,
  job: JobHistory,
  { schedules, owedFrom, now }: { schedules: readonly Schedule[]; owedFrom: Date; now: Date },
): { run: DueRun; isAtOnce: boolean } | null {
  const { jobType, settledThrough } = job;
  const isSync = jobType === 'sync-mercadolivre';
  const had = new Set(job.hadSlots.map((slot) => slot.getTime()));
  const missed = missedSince(schedules, { since: latest(addMs(owedFrom, -INSTANT_MS), settledThrough), now });
  const isUnreadDue =
    isSync && unreadSince !== null && unreadSince <= now && (settledThrough === null || unreadSince > settledThrough);
  const instants = [...missed.map(({ slot }) => slot), ...(isUnreadDue ? [unreadSince] : [])]
    .filter((slot) => !had.has(slot.getTime()))
    .sort((a, b) => a.getTime() - b.getTime());
  const slot = instants.at(-1);
  if (!slot) return null;
  const coveredSlots = instants.slice(0, -1).filter((older) => older < slot);
  const isLate = coveredSlots.length > 0 || now.getTime() - slot.getTime() > LATE_MS;
  const nightWork = isSync && (unreadSince !== null || owesNight(job, { timeZone, owedFrom, now }));
  const schedule = nightWork ? 'nightly' : (missed.find((one) => one.slot >= slot)?.schedule ?? 'hourly');
  return {
    run: { tenantId, timeZone, jobType, schedule, slot, coveredSlots, trigger: isLate ? 'catch-up' : 'schedule' },
    isAtOnce: isLate || isUnreadDue,
  };
}

/** Whether a night has passed since a sync last did the work of one: also when that night's run failed, or its process died. */
function owesNight(
  { nightlyThrough }: JobHistory,
  { timeZone, owedFrom, now }: { timeZone: string; owedFrom: Date; now: Date },
): boolean {
  const nights = schedulesIn(timeZone).filter(({ name }) => name === 'nightly');
  return missedSince(nights, { since: latest(addMs(owedFrom, -INSTANT_MS), nightlyThrough), now }).length > 0;
}

/** The slots after `since` that may still be made up. */
function missedSince(schedules: readonly Schedule[], { since, now }: { since: Date; now: Date }) {
  const longest_ms = Math.max(...schedules.map(({ catchUp_ms }) => catchUp_ms));
  const reach = new Map(schedules.map(({ name, catchUp_ms }) => [name, now.getTime() - catchUp_ms]));
  return dueSlots(schedules, latest(since, addMs(now, -longest_ms)), now).filter(
    ({ slot, schedule }) => slot.getTime() >= (reach.get(schedule) ?? 0),
  );
}

function firstAfter(schedule: Schedule, now: Date): Date {
  for (const slot of slotsAfter(schedule, now)) return slot;
  throw new RangeError(`the schedule ${schedule.name} has no slot after ${now.toISOString()}`);
}

const addMs = (instant: Date, ms: number): Date => new Date(instant.getTime() + ms);
const latest = (one: Date, other: Date | null): Date => (other && other > one ? other : one);
