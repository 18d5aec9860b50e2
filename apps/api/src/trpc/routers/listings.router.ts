import type { Tenant } from '@pulso/connections';
import { AppError, type BusinessWindow, businessDayOf } from '@pulso/domain';
import {
  getListingHistory,
  getListingRanking,
  getListingTrends,
  getStockCover,
  type ListingHistory,
  type ListingRank,
  rankingSorts,
  type StockCover,
} from '@pulso/metrics';
import { z } from 'zod';
import type { ApiDeps } from '../../api-deps.ts';
import { createRouter, numbersProcedure } from '../trpc.ts';
import { RangeInput, toMetricsFilter, toRange, WindowInput } from '../window-input.ts';

/** A listing's whole history may be asked for: contract 3 has it at most so long. */
const DAYS_MAX = 1096;

const HistoryInput = RangeInput.omit({ connectionId: true }).extend({ listingId: z.string().trim().min(1).max(50) });

/** What one file holds; a seller with more splits it by a filter. */
const EXPORT_MAX = 20_000;

const ExportInput = WindowInput.extend({
  sort: z.enum(rankingSorts),
  direction: z.enum(['asc', 'desc']),
  search: z.string().trim().max(200).nullable(),
  /** Null = with any, or none known. */
  statuses: z.array(z.string().trim().min(1).max(50)).min(1).max(10).nullable(),
  /** Null = all. */
  clip: z.enum(['yes', 'no', 'dontKnow']).nullable(),
  /** Null = all, those of no class among them. */
  abcClasses: z
    .array(z.enum(['A', 'B', 'C']))
    .min(1)
    .nullable(),
});

const ListInput = ExportInput.extend({
  limit: z.int().min(1).max(200),
  offset: z.int().min(0).max(1_000_000),
});

export interface ListingRow extends ListingRank {
  /** How many days its stock lasts, as `StockCover` has it; null when nothing was sold or no stock was seen. */
  cover_days: number | null;
}

export interface ListingPage {
  window: BusinessWindow;
  /** Every listing that matches, whatever the page. */
  total: number;
  /** With its revenue of each day of the window, oldest first, in cents; null = no row on that day. */
  rows: (ListingRow & { trend_cents: (number | null)[] })[];
}

export interface ListingHistoryView extends ListingHistory {
  /** How long its stock lasts; null when its stock was not seen lately. */
  stockCover: StockCover | null;
}

export const listingsRouter = createRouter({
  /** A page of the listings of a window, sorted and filtered. */
  list: numbersProcedure.input(ListInput).query(async ({ ctx, input }): Promise<ListingPage> => {
    const { window, total, rows } = await rank(ctx, input);
    const asked = { window, listingIds: rows.map((row) => row.listingId) };
    const trends = await getListingTrends(ctx.deps.db, ctx.tenant.tenantId, asked);
    return { window, total, rows: rows.map((row) => ({ ...row, trend_cents: trends.get(row.listingId) ?? [] })) };
  }),

  /** As `list`, all of them at once: for a file. */
  export: numbersProcedure
    .input(ExportInput)
    .query(
      ({ ctx, input }): Promise<{ window: BusinessWindow; total: number; rows: ListingRow[] }> =>
        rank(ctx, { ...input, limit: EXPORT_MAX, offset: 0 }),
    ),

  /** One listing over time. */
  history: numbersProcedure.input(HistoryInput).query(async ({ ctx, input }): Promise<ListingHistoryView> => {
    const { deps, tenant } = ctx;
    const { tenantId, timeZone } = tenant;
    const { listingId } = input;
    const window = toRange(input, { most_days: DAYS_MAX });
    const told = await getListingHistory(deps.db, tenantId, { listingId, window, timeZone });
    if (told === null) throw new AppError('not_found', 'There is no such listing');
    const today = businessDayOf(deps.clock.now(), timeZone);
    const asked = { today, connectionId: null, listingIds: [listingId], limit: 1 };
    const [stockCover = null] = await getStockCover(deps.db, tenantId, asked);
    return { ...told, stockCover };
  }),
});

async function rank(ctx: { deps: ApiDeps; tenant: Tenant }, input: z.infer<typeof ListInput>) {
  const { db } = ctx.deps;
  const { tenantId } = ctx.tenant;
  const filter = await toMetricsFilter(ctx, input);
  const { total, rows } = await getListingRanking(db, tenantId, { ...input, ...filter, search: input.search || null });
  const listingIds = rows.map((row) => row.listingId);
  const { window, today, connectionId } = filter;
  const asked = { today, connectionId, listingIds, limit: rows.length };
  const covers = new Map((await getStockCover(db, tenantId, asked)).map((one) => [one.listingId, one.cover_days]));
  return {
    window,
    total,
    rows: rows.map((row) => ({ ...row, cover_days: covers.get(row.listingId) ?? null })),
  };
}
