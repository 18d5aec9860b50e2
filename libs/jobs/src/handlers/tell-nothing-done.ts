import type { Tenant } from '@pulso/connections';
import type { Database } from '@pulso/database';
import { type BusinessDay, businessDayOf, lastDays } from '@pulso/domain';
import { findLastDay } from '@pulso/metrics';
import type { JobParams, JobType } from '../job-definitions.ts';
import { resolveRebuildWindow } from '../resolve-rebuild-window.ts';
import { tellSync } from './sync-outcome.ts';

interface Asked {
  today: BusinessDay;
  /** Of all rows of the tenant; null without rows. */
  findLastDay(): Promise<BusinessDay | null>;
}

/**
 * What a run with nothing to do tells: what its job always tells (contract 3), with counts of 0 and the days that it was asked for. Whoever
 * reads the answer need not know first why the run was skipped.
 */
export async function tellNothingDone<Type extends JobType>(
  { db, tenant, now }: { db: Database; tenant: Tenant; now: Date },
  { jobType, params }: { jobType: Type; params: JobParams<Type> },
): Promise<object> {
  return nothingDone[jobType](params, {
    today: businessDayOf(now, tenant.timeZone),
    findLastDay: () => findLastDay(db, tenant.tenantId),
  });
}

const nothingDone: { [Type in JobType]: (params: JobParams<Type>, asked: Asked) => Promise<object> } = {
  'sync-mercadolivre': async ({ daysBack }, asked) => {
    const dateRange = { ...lastDays(asked.today, daysBack), maxDateAfterRebuild: await asked.findLastDay() };
    return tellSync([], { rowsUpserted: 0, dateRange });
  },
  'rebuild-daily-metrics': async (params, asked) => {
    const window = resolveRebuildWindow(params, asked.today);
    const dateRange = { ...window, maxDateAfterRebuild: await asked.findLastDay() };
    return { daysProcessed: 0, listingsProcessed: 0, rowsUpserted: 0, dateRange };
  },
  'read-notices': async () => ({}),
  housekeeping: async () => ({}),
};
