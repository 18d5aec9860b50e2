import {
  type Correction,
  type DayAsOf,
  type EvidenceOrder,
  listCorrections,
  listDaysAsOf,
  listEvidence,
} from '@pulso/metrics';
import { z } from 'zod';
import { createRouter, numbersProcedure } from '../trpc.ts';
import { assertOwnConnection, RangeInput, toRange } from '../window-input.ts';

const DAYS_MAX = 366;

const EvidenceInput = RangeInput.extend({
  /** Null = every listing. */
  listingId: z.string().trim().min(1).max(50).nullable(),
  /** Null = both. */
  verdict: z.enum(['counted', 'left_out']).nullable(),
  limit: z.int().min(1).max(200),
  /** Of the page before; null = the first page. */
  cursor: z.string().max(100).nullable(),
});

const CorrectionsInput = EvidenceInput.omit({ verdict: true, cursor: true }).extend({
  /** `correctionId` of the last one of the page before; null = the first page. */
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .nullable(),
});

const AsOfInput = RangeInput.extend({ listingId: EvidenceInput.shape.listingId, asOf: z.iso.datetime() });

/** `correctedAt` in ISO 8601. */
export type CorrectionView = Omit<Correction, 'correctedAt'> & { correctedAt: string };

export interface EvidenceView {
  /** Newest sale first; `soldAt` in ISO 8601. */
  orders: (Omit<EvidenceOrder, 'soldAt'> & { soldAt: string })[];
  nextCursor: string | null;
}

export const evidenceRouter = createRouter({
  /** The orders behind a number, and those of the same days that are left out of it, each with its reason. */
  list: numbersProcedure.input(EvidenceInput).query(async ({ ctx, input }): Promise<EvidenceView> => {
    const { tenantId, timeZone } = ctx.tenant;
    const window = toRange(input, { most_days: DAYS_MAX });
    await assertOwnConnection(ctx, input.connectionId);
    const { orders, nextCursor } = await listEvidence(ctx.deps.db, tenantId, { ...input, window, timeZone });
    return { orders: orders.map((one) => ({ ...one, soldAt: one.soldAt.toISOString() })), nextCursor };
  }),

  /** What changed on settled days after they were settled, newest first: of one listing, or (null) of the accounts. */
  corrections: numbersProcedure.input(CorrectionsInput).query(async ({ ctx, input }): Promise<CorrectionView[]> => {
    const window = toRange(input, { most_days: DAYS_MAX });
    await assertOwnConnection(ctx, input.connectionId);
    const corrections = await listCorrections(ctx.deps.db, ctx.tenant.tenantId, { ...input, window });
    return corrections.map((one) => ({ ...one, correctedAt: one.correctedAt.toISOString() }));
  }),

  /** The settled days of a window as a report of that instant showed them. */
  asOf: numbersProcedure.input(AsOfInput).query(async ({ ctx, input }): Promise<DayAsOf[]> => {
    const { tenantId, timeZone } = ctx.tenant;
    const window = toRange(input, { most_days: DAYS_MAX });
    await assertOwnConnection(ctx, input.connectionId);
    return listDaysAsOf(ctx.deps.db, tenantId, { ...input, asOf: new Date(input.asOf), window, timeZone });
  }),
});
