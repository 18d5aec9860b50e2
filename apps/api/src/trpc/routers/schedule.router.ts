import {
  type JobType,
  listScheduleStates,
  pauseSchedule,
  resumeSchedule,
  type ScheduleName,
  scheduledJobTypes,
} from '@pulso/jobs';
import { z } from 'zod';
import { createRouter, tenantProcedure } from '../trpc.ts';

export interface ScheduleView {
  schedule: ScheduleName;
  jobType: JobType;
  /** Since when it is paused, by itself or with the whole company, ISO 8601; null = it is not. */
  pausedAt: string | null;
  /** ISO 8601; null while it is paused. */
  nextSlot: string | null;
}

export interface SchedulesView {
  schedules: ScheduleView[];
  /** The company as a whole is paused: nobody resumes that here. */
  isTenantPaused: boolean;
}

const memberProcedure = tenantProcedure.meta({ least: 'member' });
const JobInput = z.strictObject({ jobType: z.enum(scheduledJobTypes) });

export const scheduleRouter = createRouter({
  list: tenantProcedure.query(async ({ ctx: { deps, tenant } }): Promise<SchedulesView> => {
    const states = await listScheduleStates(deps.db, [tenant], deps.clock.now());
    return {
      schedules: states.map(({ schedule, jobType, pausedAt, nextSlot }) => ({
        schedule,
        jobType,
        pausedAt: pausedAt?.toISOString() ?? null,
        nextSlot: nextSlot?.toISOString() ?? null,
      })),
      isTenantPaused: tenant.pausedAt !== null,
    };
  }),

  /** No slot of the job begins any more; what is asked for by hand runs all the same. */
  pause: memberProcedure.input(JobInput).mutation(async ({ ctx: { deps, tenant }, input }): Promise<void> => {
    const asked = { jobTypes: [input.jobType], now: deps.clock.now() };
    await pauseSchedule(deps.db, tenant.tenantId, asked);
  }),

  /** Goes on; the newest slot of the pause makes up for the others. */
  resume: memberProcedure.input(JobInput).mutation(async ({ ctx: { deps, tenant }, input }): Promise<void> => {
    await resumeSchedule(deps.db, tenant.tenantId, { jobTypes: [input.jobType] });
  }),
});
