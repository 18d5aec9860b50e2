import type { BusinessWindow } from '@pulso/domain';
import {
  type FallingListings,
  getFallingListings,
  getListingRanking,
  getMetricComparison,
  getMetricSeries,
  getMetricTotals,
  getStockCover,
  type ListingRank,
  type MetricComparison,
  type MetricTotals,
  type SeriesDay,
  type StockCover,
} from '@pulso/metrics';
import { z } from 'zod';
import { createRouter, numbersProcedure } from '../trpc.ts';
import { toMetricsFilter, WindowInput } from '../window-input.ts';

export interface OverviewTotals {
  window: BusinessWindow;
  totals: MetricTotals;
}

export interface OverviewSeries {
  window: BusinessWindow;
  days: (SeriesDay & { isToday: boolean })[];
}

export interface OverviewListings {
  window: BusinessWindow;
  /** Every listing that matches, whatever the page. */
  total: number;
  rows: ListingRank[];
}

const ListingsInput = WindowInput.extend({
  sort: z.enum(['gmv', 'orders', 'units', 'visits', 'conversion', 'title']),
  direction: z.enum(['asc', 'desc']),
  limit: z.int().min(1).max(200),
  offset: z.int().min(0).max(1_000_000),
  search: z.string().trim().max(200).nullable(),
});

const FallingInput = WindowInput.extend({ limit: z.int().min(1).max(200) });
const StockInput = WindowInput.pick({ connectionId: true }).extend({
  limit: z.int().min(1).max(200),
  /** What is left and ends within them comes before what has ended; null = the shortest first of all. */
  soon_days: z.int().min(0).max(365).nullable().default(null),
});

export const overviewRouter = createRouter({
  totals: numbersProcedure.input(WindowInput).query(async ({ ctx, input }): Promise<OverviewTotals> => {
    const filter = await toMetricsFilter(ctx, input);
    return { window: filter.window, totals: await getMetricTotals(ctx.deps.db, ctx.tenant.tenantId, filter) };
  }),

  /** The window against the one before it, as far as both are known. */
  comparison: numbersProcedure.input(WindowInput).query(async ({ ctx, input }): Promise<MetricComparison> => {
    const { tenantId, timeZone } = ctx.tenant;
    const filter = await toMetricsFilter(ctx, input);
    return getMetricComparison(ctx.deps.db, tenantId, { filter, timeZone, now: ctx.deps.clock.now() });
  }),

  series: numbersProcedure.input(WindowInput).query(async ({ ctx, input }): Promise<OverviewSeries> => {
    const filter = await toMetricsFilter(ctx, input);
    const days = await getMetricSeries(ctx.deps.db, ctx.tenant.tenantId, filter);
    return { window: filter.window, days: days.map((day) => ({ ...day, isToday: day.date === filter.today })) };
  }),

  listings: numbersProcedure.input(ListingsInput).query(async ({ ctx, input }): Promise<OverviewListings> => {
    const { sort, direction, limit, offset } = input;
    const filter = await toMetricsFilter(ctx, input);
    const search = input.search || null;
    const page = { ...filter, sort, direction, limit, offset, search };
    return { window: filter.window, ...(await getListingRanking(ctx.deps.db, ctx.tenant.tenantId, page)) };
  }),

  /** The listings whose revenue fell most against the window before, as far as both are known. */
  falling: numbersProcedure.input(FallingInput).query(async ({ ctx, input }): Promise<FallingListings> => {
    const { tenantId, timeZone } = ctx.tenant;
    const filter = await toMetricsFilter(ctx, input);
    const asked = { filter, timeZone, now: ctx.deps.clock.now(), limit: input.limit };
    return getFallingListings(ctx.deps.db, tenantId, asked);
  }),

  /** The listings whose stock ends first. */
  stock: numbersProcedure
    .input(StockInput)
    .query(async ({ ctx, input: { connectionId, ...page } }): Promise<StockCover[]> => {
      const filter = await toMetricsFilter(ctx, { days: 1, connectionId });
      const asked = { ...page, today: filter.today, connectionId, listingIds: null };
      return getStockCover(ctx.deps.db, ctx.tenant.tenantId, asked);
    }),
});
