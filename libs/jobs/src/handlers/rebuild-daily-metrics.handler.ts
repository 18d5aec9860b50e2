import { listConnections } from '@pulso/connections';
import { type BusinessDay, businessDayOf, daysIn } from '@pulso/domain';
import { listExpiredProvisionalDays, rebuildDays } from '@pulso/metrics';
import { resolveRebuildWindow } from '../resolve-rebuild-window.ts';
import { type JobHandler, skipped, success } from './job-handler.ts';
import { tellNothingDone } from './tell-nothing-done.ts';

/** Derives the asked days anew from stored facts; needs neither Mercado Livre nor keys. */
export const rebuildDailyMetrics: JobHandler<'rebuild-daily-metrics'> = async (context, params) => {
  const { db, tenant, now } = context;
  const today = businessDayOf(now, tenant.timeZone);
  const window = resolveRebuildWindow(params, today);
  if ((await listConnections(db, tenant.tenantId)).length === 0) {
    return skipped('no_connection', await tellNothingDone(context, { jobType: 'rebuild-daily-metrics', params }));
  }

  context.report({ phase: 'rebuild', done: 0, total: null });
  const days = new Set<BusinessDay>([
    ...daysIn(window),
    ...(await listExpiredProvisionalDays(db, tenant.tenantId, today)),
  ]);
  const { maxDateAfterRebuild, rowsComputed, daysReadInPart, ...counts } = await rebuildDays(db, tenant.tenantId, {
    days: [...days],
    now,
    jobLogId: context.jobLogId,
    signal: context.signal,
  });
  const outcome = success(rowsComputed, {
    ...counts,
    dateRange: { ...window, maxDateAfterRebuild },
  });
  // What was asked for and could not be told is named; a change of the zone derives other days too.
  const missing = daysReadInPart
    .filter(({ day }) => days.has(day))
    .map(({ connectionId, day }) => ({ connectionId, source: 'orders', from: day, to: day, reason: 'read in part' }));
  if (missing.length === 0) return outcome;
  return { ...outcome, status: 'PARTIAL', metadata: { ...outcome.metadata, missing } };
};
