import type { Tenant } from '@pulso/connections';
import { AppError, addDays, type BusinessDay, startOfBusinessDay } from '@pulso/domain';
import { findJobRun, isEnded, type JobRun, listJobRuns } from '@pulso/job-log';
import {
  defaultRunTimings,
  getSlotCalendar,
  isJobType,
  jobTypes,
  mayGoOn,
  type SlotDay,
  scheduledJobTypes,
} from '@pulso/jobs';
import { z } from 'zod';
import type { ApiDeps } from '../../api-deps.ts';
import { inTime } from '../../http/in-time.ts';
import { followRun } from '../follow-run.ts';
import { type ListedRun, toListedRun } from '../listed-run.ts';
import { createRouter, tenantProcedure } from '../trpc.ts';
import { Day } from '../window-input.ts';

export interface RefreshStarted {
  jobLogId: string;
  /** True when the request joined a run that was already there. */
  duplicate: boolean;
}

const CALENDAR_DAYS = 90;
const INSTANT_MS = 1;

const memberProcedure = tenantProcedure.meta({ least: 'member' });
const RunInput = z.strictObject({ jobLogId: z.guid() });

const ListInput = z.strictObject({
  /** Null = of every job. */
  jobType: z.enum(jobTypes).nullable(),
  /** Only those that did not bring all they owed; left out = all. */
  onlyTroubled: z.boolean().optional(),
  /** Only those that began on it, in the tenant's zone; null = of any day. */
  day: Day.nullable(),
  limit: z.int().min(1).max(100),
  /** Of the page before; left out = the first page. */
  cursor: z.string().min(1).max(500).nullish(),
});

export const jobsRouter = createRouter({
  refresh: memberProcedure.mutation(async ({ ctx }): Promise<RefreshStarted> => {
    const { run, duplicate } = await ctx.deps.runner.submit({
      jobType: 'sync-mercadolivre',
      tenantId: ctx.tenant.tenantId,
      params: {},
      trigger: 'manual',
    });
    return { jobLogId: run.jobLogId, duplicate };
  }),

  get: tenantProcedure.input(RunInput).query(async ({ ctx, input }): Promise<JobRun> => ownOnly(ctx, input.jobLogId)),

  /** A run as it goes on, up to its end; a stream is short, so that it tells nothing for long to somebody who has been signed out. */
  follow: tenantProcedure
    .input(RunInput)
    .subscription(async ({ ctx, input, signal }): Promise<AsyncGenerator<JobRun, void>> => {
      const { clock, followFor_ms: for_ms, stopping, streams } = ctx.deps;
      const look = () => inTime(ctx.deps, ownOnly(ctx, input.jobLogId));
      const signals = signal ? [signal, stopping] : [stopping];
      const goesOn = (run: JobRun) => mayGoOn(run, { now: clock.now(), lease_ms: defaultRunTimings.lease_ms });
      return streams.inPlace(ctx.tenant.tenantId, followRun(await look(), { look, for_ms, signals, goesOn }));
    }),

  /** Runs, newest first, a page at a time. */
  list: tenantProcedure
    .input(ListInput)
    .query(async ({ ctx, input }): Promise<{ runs: ListedRun[]; nextCursor: string | null }> => {
      const { tenantId, timeZone } = ctx.tenant;
      const { jobType, onlyTroubled = false, day, limit, cursor } = input;
      const { runs, nextCursor } = await listJobRuns(ctx.deps.db, {
        tenantId,
        jobType: jobType ?? undefined,
        statuses: onlyTroubled ? ['PARTIAL', 'FAILED', 'ABANDONED'] : undefined,
        ...(day === null ? {} : boundsOf(day, timeZone)),
        limit,
        cursor: cursor ?? undefined,
      });
      return { runs: runs.map(toListedRun), nextCursor };
    }),

  /** What became of the schedule of one job on each of the last 90 days, today among them. */
  calendar: tenantProcedure
    .input(z.strictObject({ jobType: z.enum(scheduledJobTypes) }))
    .query(async ({ ctx: { deps, tenant }, input }): Promise<{ days: SlotDay[] }> => {
      const asked = { jobType: input.jobType, days: CALENDAR_DAYS, now: deps.clock.now() };
      return { days: await getSlotCalendar(deps.db, tenant, asked) };
    }),

  /** The job of an ended run once more with its parameters, without its slot, which has its run for good. */
  again: memberProcedure.input(RunInput).mutation(async ({ ctx, input }): Promise<RefreshStarted> => {
    const { jobType, status, metadata } = await ownOnly(ctx, input.jobLogId);
    if (!isEnded(status)) throw new AppError('invalid_input', 'This run has not ended yet');
    if (!isJobType(jobType)) throw new AppError('invalid_input', 'This version does not know the job of this run');
    const params = metadata['params'] as object;
    const asked = { jobType, tenantId: ctx.tenant.tenantId, params, trigger: 'manual' } as const;
    const { run, duplicate } = await ctx.deps.runner.submit(asked);
    return { jobLogId: run.jobLogId, duplicate };
  }),
});

/** @throws AppError `not_found`: another tenant's run is answered as if it did not exist. */
async function ownOnly(
  { deps, tenant }: { deps: Pick<ApiDeps, 'db'>; tenant: Tenant },
  jobLogId: string,
): Promise<JobRun> {
  const run = await findJobRun(deps.db, jobLogId);
  if (run?.tenantId !== tenant.tenantId) throw new AppError('not_found', 'There is no such run');
  return run;
}

/** Both inclusive. */
function boundsOf(day: BusinessDay, timeZone: string) {
  const until = startOfBusinessDay(addDays(day, 1), timeZone);
  return { from: startOfBusinessDay(day, timeZone), to: new Date(until.getTime() - INSTANT_MS) };
}
