import { listConnections } from '@pulso/connections';
import { AppError, type BusinessDay, businessDayOf, daysIn, lastDays } from '@pulso/domain';
import { listExpiredProvisionalDays, listStaleDays, rebuildDays } from '@pulso/metrics';
import type { VisitsChoice } from '@pulso/sync';
import { type ConnectionOutcome, noOutcome } from './connection-outcome.ts';
import { type JobHandler, skipped } from './job-handler.ts';
import { syncConnection } from './sync-connection.ts';
import { toSyncOutcome } from './sync-outcome.ts';
import { tellNothingDone } from './tell-nothing-done.ts';

/** Copies the facts of every connection of the tenant, then rebuilds the days that may have changed. */
export const syncMercadolivre: JobHandler<'sync-mercadolivre'> = async (job, params) => {
  const { daysBack, visits: asked } = params;
  const visits: VisitsChoice = asked ?? 'all';
  const { db, tenant, now } = job;
  const known = (await listConnections(db, tenant.tenantId)).filter((one) => one.status !== 'disconnected');
  const today = businessDayOf(now, tenant.timeZone);
  const window = lastDays(today, daysBack);
  if (known.length === 0) {
    return skipped('no_connection', await tellNothingDone(job, { jobType: 'sync-mercadolivre', params }));
  }

  const outcomes: ConnectionOutcome[] = [];
  const announced: object[] = [];
  for (const connection of known) {
    outcomes.push(
      connection.status === 'active'
        ? await syncConnection(job, { connection, window, visits, announced })
        : needsAuthorisation(connection.connectionId),
    );
  }
  job.signal.throwIfAborted();

  job.report({ phase: 'rebuild', done: 0, total: null });
  const stale = await listStaleDays(db, tenant.tenantId);
  // The hourly run trusts the notes of what changed; whoever asks for everything has every day of the window derived anew.
  const days = new Set<BusinessDay>([
    ...(visits === 'all' ? daysIn(window) : []),
    ...(await listExpiredProvisionalDays(db, tenant.tenantId, today)),
  ]);
  const rebuilt = await rebuildDays(db, tenant.tenantId, {
    days: [...days],
    stale,
    now,
    jobLogId: job.jobLogId,
    signal: job.signal,
  });
  const range = [...days, ...stale.days, ...stale.namedDays].sort();
  const dateRange = {
    from: range[0] ?? window.from,
    to: range.at(-1) ?? window.to,
    maxDateAfterRebuild: rebuilt.maxDateAfterRebuild,
  };
  return toSyncOutcome(outcomes, { ...rebuilt, dateRange });
};

/** A connection whose seller has to authorise again is not tried: its keys are known to be dead. */
function needsAuthorisation(connectionId: string): ConnectionOutcome {
  const failure = new AppError(
    'reauthorisation_required',
    `Connection ${connectionId}: the seller has to authorise again`,
  );
  return { ...noOutcome(connectionId), failure };
}
