import { AppError } from '@pulso/domain';
import { findJobRun, type JobRun } from '@pulso/job-log';
import { z } from 'zod';
import { createRouter, tenantProcedure } from '../trpc.ts';

export interface RefreshStarted {
  jobLogId: string;
  /** True when the request joined a run that was already there. */
  duplicate: boolean;
}

export const jobsRouter = createRouter({
  refresh: tenantProcedure.meta({ least: 'member' }).mutation(async ({ ctx }): Promise<RefreshStarted> => {
    const { run, duplicate } = await ctx.deps.runner.submit({
      jobType: 'sync-mercadolivre',
      tenantId: ctx.tenant.tenantId,
      params: {},
      trigger: 'manual',
    });
    return { jobLogId: run.jobLogId, duplicate };
  }),

  get: tenantProcedure.input(z.strictObject({ jobLogId: z.guid() })).query(async ({ ctx, input }): Promise<JobRun> => {
    const run = await findJobRun(ctx.deps.db, input.jobLogId);
    // Another tenant's run is answered as if it did not exist.
    if (run?.tenantId !== ctx.tenant.tenantId) throw new AppError('not_found', 'There is no such run');
    return run;
  }),
});
