import {
  type JobType,
  listScheduleStates,
  pauseSchedule,
  resumeSchedule,
  type ScheduleName,
  scheduledJobTypes,
} from '@pulso/jobs';
import { noteAudit } from '@pulso/members';
import { z } from 'zod';
import { createRouter, tenantProcedure } from '../trpc.ts';

export interface ScheduleView {
  schedule: ScheduleName;
  jobType: JobType;
  /** Five fields, read in the zone of the company. */
  cron: string;
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
      schedules: states.map(({ schedule, jobType, cron, pausedAt, nextSlot }) => ({
        schedule,
        jobType,
        cron,
        pausedAt: pausedAt?.toISOString() ?? null,
        nextSlot: nextSlot?.toISOString() ?? null,
      })),
      isTenantPaused: tenant.pausedAt !== null,
    };
  }),

  /** No slot of the job begins any more; what is asked for by hand runs all the same. */
  pause: memberProcedure.input(JobInput).mutation(async ({ ctx: { deps, tenant, visitor }, input }): Promise<void> => {
    const { tenantId } = tenant;
    const now = deps.clock.now();
    await pauseSchedule(deps.db, tenantId, {
      jobTypes: [input.jobType],
      now,
      alongside: (subject, transaction) =>
        noteAudit(deps.db, tenantId, { action: 'schedule_paused', actor: visitor.user, subject, now, transaction }),
    });
  }),

  /** Goes on; the newest slot of the pause makes up for the others. */
  resume: memberProcedure.input(JobInput).mutation(async ({ ctx: { deps, tenant, visitor }, input }): Promise<void> => {
    const { tenantId } = tenant;
    const now = deps.clock.now();
    await resumeSchedule(deps.db, tenantId, {
      jobTypes: [input.jobType],
      alongside: (subject, transaction) =>
        noteAudit(deps.db, tenantId, { action: 'schedule_resumed', actor: visitor.user, subject, now, transaction }),
    });
  }),
});
