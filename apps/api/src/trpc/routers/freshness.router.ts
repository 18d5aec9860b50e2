import { listConnections } from '@pulso/connections';
import { AppError, lastDays } from '@pulso/domain';
import { findLastEnd } from '@pulso/job-log';
import {
  getFreshness,
  listNoticeShares,
  type NoticeShare,
  type SourceFreshness,
  type TenantFreshness,
} from '@pulso/jobs';
import { createRouter, tenantProcedure } from '../trpc.ts';

export interface SourceAge extends SourceFreshness {
  /** Whole minutes since `coveredThrough`; null when the source was never read. */
  ageMinutes: number | null;
  nickname: string | null;
}

export interface FreshnessView extends Omit<TenantFreshness, 'sources'> {
  /** The server's clock, ISO 8601: ages are counted from it, not from the reader's. */
  now: string;
  sources: SourceAge[];
  /** When a run last ended, ISO 8601: figures that were fetched before may be older than those in the tables. */
  lastRunEndedAt: string | null;
  /** Of the last `noticeDays` days, today among them, by connection. */
  notices: NoticeShare[];
  noticeDays: number;
}

const NOTICE_DAYS = 7;

export const freshnessRouter = createRouter({
  get: tenantProcedure.query(async ({ ctx }): Promise<FreshnessView> => {
    const { deps, tenant } = ctx;
    const now = deps.clock.now();
    const { tenantId } = tenant;
    const [freshness] = await getFreshness(deps.db, { promise: deps.settings.freshnessPromise, now, tenantId });
    if (!freshness) throw new AppError('unknown_tenant', 'There is no such tenant');
    const connections = await listConnections(deps.db, tenantId);
    const sources = freshness.sources.map((source) => ({
      ...source,
      ageMinutes: ageMinutes(source.coveredThrough, now),
      nickname: connections.find(({ connectionId }) => connectionId === source.connectionId)?.nickname ?? null,
    }));
    const lastEnd = await findLastEnd(deps.db, tenantId);
    const notices = await listNoticeShares(deps.db, tenantId, lastDays(freshness.today, NOTICE_DAYS));
    return {
      ...freshness,
      now: now.toISOString(),
      sources,
      lastRunEndedAt: lastEnd?.toISOString() ?? null,
      notices,
      noticeDays: NOTICE_DAYS,
    };
  }),
});

function ageMinutes(coveredThrough: string | null, now: Date): number | null {
  if (coveredThrough === null) return null;
  return Math.max(0, Math.floor((now.getTime() - Date.parse(coveredThrough)) / 60_000));
}
