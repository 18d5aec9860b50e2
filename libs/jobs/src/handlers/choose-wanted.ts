import type { Connection } from '@pulso/connections';
import type { BusinessWindow } from '@pulso/domain';
import { listStaleDays, rebuildDays } from '@pulso/metrics';
import { listUnreadStretches, refreshStatistics, type SyncContext, type VisitsChoice } from '@pulso/sync';
import type { JobContext } from './job-handler.ts';
import { listOwedHistory } from './list-owed-history.ts';

/** What one connection's sync is to read. */
export interface Wanted {
  /** Days whose orders have no gap in the end. */
  window: BusinessWindow;
  /** The same of visits; longer while the seller's history is still being read. */
  visitsWindow: BusinessWindow;
  visits: VisitsChoice;
  /** The seller's history that goes beyond the window and was not read yet, newest part first. */
  history: AsyncIterable<BusinessWindow>;
  /** Called once the newest days of a longer stretch are read. */
  publish(): Promise<void>;
}

/** The visits of the whole history are read by whoever reads all of them, or while its orders are still being read. */
export async function chooseWanted(
  job: JobContext,
  context: SyncContext,
  { connection, window, visits }: { connection: Connection; window: BusinessWindow; visits: VisitsChoice },
): Promise<Wanted> {
  const { historyFrom } = connection;
  const history = historyFrom !== null && historyFrom < window.from ? { from: historyFrom, to: window.to } : window;
  const isWhole = visits === 'all' || (await listUnreadStretches(context, history)).length > 0;
  return {
    window,
    visitsWindow: isWhole ? history : window,
    visits,
    history: listOwedHistory(context, { historyFrom, clock: job.clock }),
    publish: () => publishEarly(job),
  };
}

/** What is stored so far can be looked at while the rest is read. Here a new seller has the first sales, and much is about to be asked of them. */
async function publishEarly({ db, tenant, now, jobLogId, signal }: JobContext): Promise<void> {
  await refreshStatistics(db, tenant.tenantId);
  const stale = await listStaleDays(db, tenant.tenantId);
  await rebuildDays(db, tenant.tenantId, { days: [], stale, now, jobLogId, signal });
}
