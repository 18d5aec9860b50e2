import type { JobRun } from '../../api/trpc.ts';

export const phases = ['listings', 'orders', 'freight', 'visits', 'rebuild'] as const;
export const missingParts = [
  'listings',
  'price',
  'clip',
  'orders',
  'freight',
  'visits',
  'account_visits',
  'connection',
  'other',
] as const;

export interface RunProgress {
  phase: (typeof phases)[number];
  done: number;
  /** Null: not known yet. */
  total: number | null;
}

/** What a run brought and what it could not read; null: the run does not say. */
export interface RunReport {
  listings: number | null;
  orders: number | null;
  ordersNew: number | null;
  visitedListings: number | null;
  missing: { part: (typeof missingParts)[number]; count: number }[];
}

export function isEnded({ status }: Pick<JobRun, 'status'>): boolean {
  return status !== 'QUEUED' && status !== 'RUNNING';
}

/** How far a running job is; null before its first word. A run's metadata are open, so each field is looked at. */
export function readProgress({ metadata }: Pick<JobRun, 'metadata'>): RunProgress | null {
  const phase = phases.find((one) => one === at(metadata, 'progress', 'phase'));
  const done = numberOf(at(metadata, 'progress', 'done'));
  if (!phase || done === null) return null;
  return { phase, done, total: numberOf(at(metadata, 'progress', 'total')) };
}

/** How long the run's plans expect it to take, over all accounts so far; null where one of them cannot tell. */
export function readExpectedDuration_ms({ metadata }: Pick<JobRun, 'metadata'>): number | null {
  const plans = at(metadata, 'plan');
  if (!Array.isArray(plans) || plans.length === 0) return null;
  const expected = plans.map((plan) => numberOf(at(plan, 'expectedDurationMs')));
  return expected.reduce<number | null>((sum, one) => (sum === null || one === null ? null : sum + one), 0);
}

/** Where a list of runs has counted what is missing, `count` says how many each entry stands for. */
export function readReport({ metadata }: Pick<JobRun, 'metadata'>): RunReport {
  const counted = (...path: string[]) => numberOf(at(metadata, 'result', ...path));
  return {
    listings: counted('sync', 'itemsProcessed'),
    orders: counted('orders', 'ordersProcessed'),
    ordersNew: counted('orders', 'ordersCreated'),
    visitedListings: counted('visits', 'listingsRead'),
    missing: readMissing(at(metadata, 'missing')),
  };
}

/** The attempt that goes on where this one ended; null when none does. */
export function readContinuedBy({ metadata }: Pick<JobRun, 'metadata'>): string | null {
  const next = at(metadata, 'continuedBy');
  return typeof next === 'string' ? next : null;
}

function readMissing(missing: unknown): RunReport['missing'] {
  if (!Array.isArray(missing)) return [];
  const parts = missing.map((one) => ({ part: partOf(one), count: numberOf(at(one, 'count')) ?? 1 }));
  return missingParts.flatMap((part) => {
    const count = parts.reduce((sum, one) => sum + (one.part === part ? one.count : 0), 0);
    return count > 0 ? { part, count } : [];
  });
}

function partOf(missing: unknown): (typeof missingParts)[number] {
  const source = at(missing, 'source');
  // A whole account that could not be read is named without a source.
  if (source === undefined) return at(missing, 'connectionId') === undefined ? 'other' : 'connection';
  return missingParts.find((part) => part === source) ?? 'other';
}

function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (here, key) => (typeof here === 'object' && here !== null ? (here as Record<string, unknown>)[key] : undefined),
    value,
  );
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
