export { type Covered } from './queries/covered.ts';
export { getListingRanking, type ListingRank, type RankingQuery } from './queries/get-listing-ranking.ts';
export { getMetricSeries, type SeriesDay } from './queries/get-metric-series.ts';
export { getMetricTotals, type MetricTotals } from './queries/get-metric-totals.ts';
export type { MetricsFilter } from './queries/metrics-filter.ts';
export { listExpiredProvisionalDays } from './rebuild/list-expired-provisional-days.ts';
export { type RebuildOutcome, rebuildDays } from './rebuild/rebuild-days.ts';
export { forgetStaleDays, listStaleDays, type StaleDays } from './rebuild/stale-days.ts';
