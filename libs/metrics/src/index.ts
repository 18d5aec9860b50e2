export { forgetCorrections } from './corrections/forget-corrections.ts';
export { type CorrectedCells, type Correction, listCorrections } from './corrections/list-corrections.ts';
export { type DayAsOf, listDaysAsOf } from './corrections/list-days-as-of.ts';
export {
  type EvidenceLine,
  type EvidenceOrder,
  type EvidenceQuery,
  type LeftOutReason,
  leftOutReasons,
  listEvidence,
} from './evidence/list-evidence.ts';
export { ensurePartitions } from './partitions/ensure-partitions.ts';
export { type Covered } from './queries/covered.ts';
export { findLastDay } from './queries/find-last-day.ts';
export { type FallingListing, type FallingListings, getFallingListings } from './queries/get-falling-listings.ts';
export { getListingHistory, type ListingDay, type ListingHistory } from './queries/get-listing-history.ts';
export { getListingRanking, type ListingRank, type RankingQuery, rankingSorts } from './queries/get-listing-ranking.ts';
export { getListingTrends } from './queries/get-listing-trends.ts';
export { type Compared, getMetricComparison, type MetricComparison } from './queries/get-metric-comparison.ts';
export { getMetricSeries, type SeriesDay } from './queries/get-metric-series.ts';
export { getMetricTotals, type MetricTotals } from './queries/get-metric-totals.ts';
export { getStockCover, type StockCover } from './queries/get-stock-cover.ts';
export { type HistoryDepth, listHistoryDepths } from './queries/list-history-depths.ts';
export type { MetricsFilter } from './queries/metrics-filter.ts';
export { findFirstDay } from './rebuild/find-first-day.ts';
export { listExpiredProvisionalDays } from './rebuild/list-expired-provisional-days.ts';
export { type RebuildOutcome, rebuildDays } from './rebuild/rebuild-days.ts';
export { listStaleDays, type StaleDays } from './rebuild/stale-days.ts';
export { type Reconciliation, reconcile } from './reconciliation/reconcile.ts';
export { forgetMetrics } from './retention/forget-metrics.ts';
