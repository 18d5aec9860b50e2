import type { JobType } from '@pulso/jobs';

/** When a job is due, read in the zone of each tenant. */
export interface Schedule {
  jobType: JobType;
  /** Five fields, as croner reads them. */
  cron: string;
  /** IANA name. */
  timeZone: string;
}

/** Every schedule that there is, without its zone. */
const schedules: readonly Omit<Schedule, 'timeZone'>[] = [{ jobType: 'sync-mercadolivre', cron: '0 * * * *' }];

/** The schedules as they hold for tenants of one zone. */
export function schedulesIn(timeZone: string): Schedule[] {
  return schedules.map((schedule) => ({ ...schedule, timeZone }));
}
