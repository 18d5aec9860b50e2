import type { JobType } from '../job-definitions.ts';

export type ScheduleName = 'hourly' | 'nightly' | 'weekly-sweep' | 'housekeeping';

/** When a job is due, read in the zone of each tenant. */
export interface Schedule {
  name: ScheduleName;
  jobType: JobType;
  /** Five fields, as croner reads them. */
  cron: string;
  /** IANA name. */
  timeZone: string;
  /** For how long a slot that was missed may still be made up, or named by the run that makes up for it. */
  catchUp_ms: number;
}

const DAY_MS = 86_400_000;

/**
 * Every schedule that there is, without its zone. Where two of a job meet there is one slot, and the later one in this list says what it asks
 * for: it does all that the earlier one does. What each asks for is in params-of-slot.ts.
 */
const schedules: readonly Omit<Schedule, 'timeZone'>[] = [
  { name: 'hourly', jobType: 'sync-mercadolivre', cron: '0 * * * *', catchUp_ms: 7 * DAY_MS },
  { name: 'nightly', jobType: 'sync-mercadolivre', cron: '0 3 * * *', catchUp_ms: 7 * DAY_MS },
  // After the nightly sync, so that what the sweep finds is not what that one was about to bring.
  { name: 'weekly-sweep', jobType: 'rebuild-daily-metrics', cron: '0 5 * * 0', catchUp_ms: 14 * DAY_MS },
  { name: 'housekeeping', jobType: 'housekeeping', cron: '30 4 * * *', catchUp_ms: 7 * DAY_MS },
];

/** The jobs that have a schedule, each once. */
export const scheduledJobTypes: readonly JobType[] = [...new Set(schedules.map(({ jobType }) => jobType))];

/** After so long no slot is made up any more. */
export const LONGEST_CATCH_UP_MS = Math.max(...schedules.map(({ catchUp_ms }) => catchUp_ms));

/** The schedules as they hold for tenants of one zone; of one job, if given. */
export function schedulesIn(timeZone: string, jobType?: JobType): Schedule[] {
  return schedules
    .filter((schedule) => jobType === undefined || schedule.jobType === jobType)
    .map((schedule) => ({ ...schedule, timeZone }));
}
