import type { BusinessWindow } from '@pulso/domain';
import {
  coverageSources,
  type DayCoverage,
  listCoverage,
  listListingCoverage,
  listSourceFailures,
  type SourceFailure,
} from '@pulso/jobs';
import { z } from 'zod';
import { createRouter, tenantProcedure } from '../trpc.ts';
import { assertOwnConnection, RangeInput, toRange } from '../window-input.ts';

/** Every listing of every day is looked at: a longer window is asked for in parts. */
const DAYS_MAX = 100;

const CoverageInput = RangeInput.extend({
  /** Null = all. */
  sources: z.array(z.enum(coverageSources)).min(1).nullable(),
  /** Its own days instead of the counts; null = the counts. */
  listingId: z.string().trim().min(1).max(50).nullable(),
});

export interface CoverageView {
  window: BusinessWindow;
  /** One per connection, source and day, ordered so; for one listing the days of its life. */
  days: DayCoverage[];
  /** Sources whose newest read failed, and why; `failedAt` in ISO 8601. */
  failures: (Omit<SourceFailure, 'failedAt'> & { failedAt: string })[];
}

export const coverageRouter = createRouter({
  /** What is known, and what is not, of each day (contract 4: zero and unknown apart). */
  list: tenantProcedure.input(CoverageInput).query(async ({ ctx, input }): Promise<CoverageView> => {
    const { deps, tenant } = ctx;
    const { connectionId, listingId } = input;
    const window = toRange(input, { most_days: DAYS_MAX });
    await assertOwnConnection(ctx, connectionId);
    const filter = { window, timeZone: tenant.timeZone, connectionId, sources: input.sources ?? coverageSources };
    const { tenantId } = tenant;
    const [days, failures] = await Promise.all([
      listingId === null
        ? listCoverage(deps.db, tenantId, filter)
        : listListingCoverage(deps.db, tenantId, { ...filter, listingId }),
      listSourceFailures(deps.db, tenantId, connectionId),
    ]);
    return {
      window,
      days,
      failures: failures
        .filter((one) => filter.sources.includes(one.source))
        .map((one) => ({ ...one, failedAt: one.failedAt.toISOString() })),
    };
  }),
});
