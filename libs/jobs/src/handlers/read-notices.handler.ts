import { type Connection, listConnections } from '@pulso/connections';
import { businessDayOf } from '@pulso/domain';
import { listExpiredProvisionalDays, listStaleDays, rebuildDays } from '@pulso/metrics';
import { type NoticesOutcome, readNotices } from '@pulso/sync';
import { toRunError } from '../run-error.ts';
import { type ConnectionOutcome, noOutcome } from './connection-outcome.ts';
import { countCalls } from './count-calls.ts';
import { type JobContext, type JobHandler, skipped } from './job-handler.ts';
import { openSeller } from './open-seller.ts';
import { toSyncOutcome } from './sync-outcome.ts';
import { collectUnknownStatuses } from './unknown-statuses.ts';

/**
 * Reads what waiting notices of the tenant's sellers point to, then rebuilds the days that changed. The days it touches follow at once;
 * polling stays the truth, so nothing counts as covered because of a notice.
 */
export const readNoticesOfTenant: JobHandler<'read-notices'> = async (job) => {
  const { db, tenant, now } = job;
  const active = (await listConnections(db, tenant.tenantId)).filter((one) => one.status === 'active');
  if (active.length === 0) return skipped('no_connection');

  const outcomes: ConnectionOutcome[] = [];
  let noticesRead = 0;
  for (const connection of active) {
    const outcome = await readNoticesOf(job, connection);
    noticesRead += outcome.noticesRead;
    outcomes.push(outcome);
  }
  job.signal.throwIfAborted();
  const stale = await listStaleDays(db, tenant.tenantId);
  const expired = await listExpiredProvisionalDays(db, tenant.tenantId, businessDayOf(now, tenant.timeZone));
  const rebuilt = await rebuildDays(db, tenant.tenantId, {
    days: expired,
    stale,
    now,
    jobLogId: job.jobLogId,
    signal: job.signal,
  });
  const days = [...expired, ...stale.days, ...stale.namedDays].sort();
  const [from = null, to = null] = [days[0], days.at(-1)];
  const dateRange = { from, to, maxDateAfterRebuild: rebuilt.maxDateAfterRebuild };
  const outcome = toSyncOutcome(outcomes, { ...rebuilt, dateRange });
  return { ...outcome, recordsProcessed: noticesRead };
};

/** What was read, source by source, as a sync counts it; what is missing is told for all of them at once. */
function toCounts(read: NoticesOutcome): Pick<ConnectionOutcome, 'listings' | 'orders'> {
  const { itemsProcessed, itemsCreated, itemsUpdated, ordersCreated, ordersUpdated, touchedDays } = read;
  const ordersProcessed = ordersCreated + ordersUpdated;
  return {
    listings: { itemsProcessed, itemsCreated, itemsUpdated, missing: [], inaccessible: [] },
    orders: { ordersProcessed, ordersCreated, ordersUpdated, touchedDays, missing: [] },
  };
}

/** Never throws: one seller's trouble must not hold the others back. */
async function readNoticesOf(run: JobContext, connection: Connection) {
  const { connectionId } = connection;
  const job = { ...run, log: run.log.child({ connectionId }) };
  const calls = countCalls();
  const unknown = collectUnknownStatuses(connectionId);
  const told = (read: NoticesOutcome | null, failure: ConnectionOutcome['failure']) => ({
    ...noOutcome(connectionId),
    ...(read && toCounts(read)),
    apiCalls: calls.total(),
    calls: calls.bySource(),
    touchedDays: read?.touchedDays ?? [],
    missing: read?.missing ?? [],
    unknownStatuses: unknown.list(),
    failure,
    noticesRead: read?.noticesRead ?? 0,
  });
  try {
    return told(await readNotices(openSeller(job, connection, { onCall: calls.note, unknown })), null);
  } catch (thrown) {
    const failure = toRunError(thrown);
    job.log.warn({ err: thrown, errorCode: failure.code }, 'the notices of a connection wait on');
    return told(null, failure);
  }
}
