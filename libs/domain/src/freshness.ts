export type FreshnessStatus = 'fresh' | 'late' | 'stale' | 'never';
export type SourceName = 'listings' | 'orders' | 'visits';

/** The promise: within `freshWithin_minutes` data are fresh, after `staleAfter_minutes` stale. */
export interface FreshnessPromise {
  freshWithin_minutes: number;
  staleAfter_minutes: number;
}

const HOUR_MINUTES = 60;
/** Mercado Livre releases visits late, so their promise is never tighter than this (contract 3). */
const VISITS_FLOOR: FreshnessPromise = {
  freshWithin_minutes: 26 * HOUR_MINUTES,
  staleAfter_minutes: 50 * HOUR_MINUTES,
};

/**
 * How old a source is against the promise.
 * @param age.coveredThrough instant up to which the source is read; null = not read yet
 * @returns `never` for null, otherwise by age; exactly at a limit still counts as within it
 */
export function freshnessOf(
  source: SourceName,
  promise: FreshnessPromise,
  { coveredThrough, now }: { coveredThrough: Date | null; now: Date },
): FreshnessStatus {
  if (coveredThrough === null) return 'never';
  const age_minutes = (now.getTime() - coveredThrough.getTime()) / 60_000;
  const floor = source === 'visits' ? VISITS_FLOOR : { freshWithin_minutes: 0, staleAfter_minutes: 0 };
  if (age_minutes <= Math.max(promise.freshWithin_minutes, floor.freshWithin_minutes)) return 'fresh';
  if (age_minutes > Math.max(promise.staleAfter_minutes, floor.staleAfter_minutes)) return 'stale';
  return 'late';
}

const FROM_BEST_TO_WORST: readonly FreshnessStatus[] = ['fresh', 'late', 'stale', 'never'];

/** The worst of several; `never` when there is nothing to judge. */
export function worstOf(statuses: readonly FreshnessStatus[]): FreshnessStatus {
  if (statuses.length === 0) return 'never';
  return FROM_BEST_TO_WORST[Math.max(...statuses.map((one) => FROM_BEST_TO_WORST.indexOf(one)))] ?? 'never';
}
