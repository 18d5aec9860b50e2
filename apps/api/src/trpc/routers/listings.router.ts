import { AppError, businessDayOf } from '@pulso/domain';
import { getListingHistory, getStockCover, type ListingHistory, type StockCover } from '@pulso/metrics';
import { z } from 'zod';
import { createRouter, tenantProcedure } from '../trpc.ts';
import { RangeInput, toRange } from '../window-input.ts';

/** A listing's whole history may be asked for: contract 3 has it at most so long. */
const DAYS_MAX = 1096;

const HistoryInput = RangeInput.omit({ connectionId: true }).extend({ listingId: z.string().trim().min(1).max(50) });

export interface ListingHistoryView extends ListingHistory {
  /** How long its stock lasts; null when its stock was not seen lately. */
  stockCover: StockCover | null;
}

export const listingsRouter = createRouter({
  /** One listing over time. */
  history: tenantProcedure.input(HistoryInput).query(async ({ ctx, input }): Promise<ListingHistoryView> => {
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
