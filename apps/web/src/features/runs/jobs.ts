import type { RunsQuery, ScheduledJob } from '../../api/trpc.ts';

type JobType = NonNullable<RunsQuery['jobType']>;

/** The jobs as the page names them, and as its address does. */
export const jobs = [
  { type: 'sync-mercadolivre', word: 'sync', address: 'leitura' },
  { type: 'rebuild-daily-metrics', word: 'rebuild', address: 'contas' },
  { type: 'read-notices', word: 'notices', address: 'avisos' },
  { type: 'housekeeping', word: 'housekeeping', address: 'arrumacao' },
] as const satisfies readonly { type: JobType; word: string; address: string }[];

/** Notices have no schedule: they are read when they come. */
export const scheduledJobs = [
  'sync-mercadolivre',
  'rebuild-daily-metrics',
  'housekeeping',
] as const satisfies readonly ScheduledJob[];

/** The job of this type; undefined for one that another version made. */
export function findJob(type: string) {
  return jobs.find((one) => one.type === type);
}
