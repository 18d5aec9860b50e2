import type { Database } from '@pulso/database';
import { getMetricTotals } from '../queries/get-metric-totals.ts';
import type { MetricsFilter } from '../queries/metrics-filter.ts';
import type { Numbers } from './panel-rules.ts';
import { readCuts } from './read-cuts.ts';
import { type SplitDifferences, splitDifferences } from './split-difference.ts';

export interface Reconciliation extends SplitDifferences {
  /** Account-days of the window that have numbers, and those that it should have. */
  days: { known: number; expected: number };
}

/**
 * Holds totals that somebody sees elsewhere, such as in Mercado Livre's own panel, against the published numbers of the same days.
 * @param options.stated null = that number was not stated
 */
export async function reconcile(
  db: Database,
  tenantId: string,
  {
    stated,
    timeZone,
    now,
    ...filter
  }: MetricsFilter & { stated: Record<keyof Numbers, number | null>; timeZone: string; now: Date },
): Promise<Reconciliation> {
  const [totals, cuts] = await Promise.all([
    getMetricTotals(db, tenantId, filter),
    readCuts(db, tenantId, { ...filter, timeZone, now }),
  ]);
  const { days, orders, gmv_cents } = totals;
  const published = { orders, revenue_cents: gmv_cents };
  return { days, ...splitDifferences(stated, { published, cuts, unread_days: days.expected - days.known }) };
}
