import type { JobType } from '../job-definitions.ts';
import { keepHouse } from './housekeeping.handler.ts';
import type { JobHandler } from './job-handler.ts';
import { readNoticesOfTenant } from './read-notices.handler.ts';
import { rebuildDailyMetrics } from './rebuild-daily-metrics.handler.ts';
import { syncMercadolivre } from './sync-mercadolivre.handler.ts';

/** The work of every job; a name without its handler does not compile. */
export const jobHandlers: { [Type in JobType]: JobHandler<Type> } = {
  'sync-mercadolivre': syncMercadolivre,
  'rebuild-daily-metrics': rebuildDailyMetrics,
  'read-notices': readNoticesOfTenant,
  housekeeping: keepHouse,
};
