import type { Database } from '@pulso/database';
import { type BusinessDay, businessDayOf, lastDays } from '@pulso/domain';
import { getListingRanking, getMetricComparison, getMetricSeries, getMetricTotals } from '@pulso/metrics';

export const ZONE = 'America/Sao_Paulo';
/** Three in the afternoon of the last day that has rows. */
export const NOW = new Date('2026-11-20T18:00:00Z');
export const LAST_DAY: BusinessDay = businessDayOf(NOW, ZONE);

/** One question of the screen: of which company, over how many days up to today. */
export interface Asked {
  tenantId: string;
  days: number;
}

export type Kind = 'ranking' | 'series' | 'totals' | 'comparison';

/** What the dashboard asks when it opens, as the product answers it. */
export const screen: Record<Kind, (db: Database, asked: Asked) => Promise<unknown>> = {
  ranking: (db, { tenantId, days }) =>
    getListingRanking(db, tenantId, {
      window: lastDays(LAST_DAY, days),
      today: LAST_DAY,
      connectionId: null,
      sort: 'gmv',
      direction: 'desc',
      limit: 50,
      offset: 0,
      search: null,
    }),
  series: (db, { tenantId, days }) =>
    getMetricSeries(db, tenantId, { window: lastDays(LAST_DAY, days), connectionId: null }),
  totals: (db, { tenantId, days }) =>
    getMetricTotals(db, tenantId, { window: lastDays(LAST_DAY, days), connectionId: null }),
  comparison: (db, { tenantId, days }) =>
    getMetricComparison(db, tenantId, {
      filter: { window: lastDays(LAST_DAY, days), connectionId: null },
      timeZone: ZONE,
      now: NOW,
    }),
};
