import { type BusinessDay, findBusinessDay } from '@pulso/domain';
import { z } from 'zod';

const Day = z.string().transform((text, context): BusinessDay => {
  const day = findBusinessDay(text);
  if (day) return day;
  context.addIssue({ code: 'custom', message: 'must be a date of the form YYYY-MM-DD' });
  return z.NEVER;
});

/** Contract 3: the window that has no gap when the run ends. */
const AskedSyncParams = z.strictObject({
  daysBack: z.int().min(1).max(365).default(30),
});

/** As asked for; only the hourly slots of the schedule are content with the visits that are due, everybody else gets all. */
export const SyncParams = AskedSyncParams.extend({
  visits: z.literal('due').optional(),
});

/** Contract 3: days to derive again, both inclusive; what is left out is filled in by `resolveRebuildWindow`. */
export const RebuildParams = z.strictObject({
  from: Day.optional(),
  to: Day.optional(),
});

/** What notices point to (API document 8); everything else is said by the notices that wait. */
export const NoticesParams = z.strictObject({});

/** What is made ready and what is removed follows from the settings and the clock. */
export const HousekeepingParams = z.strictObject({});

/**
 * Every job by its stored name. A name is a promise to the rows of `job_logs`: it is never changed. `asked` is what may be asked for from
 * outside (contract 3, 5), `params` what a run is given.
 */
export const jobDefinitions = {
  'sync-mercadolivre': { params: SyncParams, asked: AskedSyncParams },
  'rebuild-daily-metrics': { params: RebuildParams, asked: RebuildParams },
  'read-notices': { params: NoticesParams, asked: NoticesParams },
  housekeeping: { params: HousekeepingParams, asked: HousekeepingParams },
} as const;

export type JobType = keyof typeof jobDefinitions;
export type JobParams<Type extends JobType> = z.infer<(typeof jobDefinitions)[Type]['params']>;

export const jobTypes = Object.keys(jobDefinitions) as JobType[];

/** The jobs that others may ask for over HTTP and on the command line (contract 3, 5); the rest Pulso starts by itself. */
export const askableJobTypes = ['sync-mercadolivre', 'rebuild-daily-metrics'] as const satisfies JobType[];
export type AskableJobType = (typeof askableJobTypes)[number];

export function isAskableJobType(name: string): name is AskableJobType {
  return (askableJobTypes as readonly string[]).includes(name);
}

export function isJobType(name: string): name is JobType {
  return Object.hasOwn(jobDefinitions, name);
}
