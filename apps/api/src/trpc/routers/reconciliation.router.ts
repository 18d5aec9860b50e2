import type { BusinessWindow } from '@pulso/domain';
import { type Reconciliation, reconcile } from '@pulso/metrics';
import { z } from 'zod';
import { createRouter, tenantProcedure } from '../trpc.ts';
import { assertOwnConnection, RangeInput, toRange } from '../window-input.ts';

const DAYS_MAX = 366;

const Stated = z.int().min(0).max(1_000_000_000_000).nullable();

const ReconciliationInput = RangeInput.extend({
  /** As the other page shows it; null = it was not looked up. */
  orders: Stated,
  revenue_cents: Stated,
});

export interface ReconciliationView extends Reconciliation {
  window: BusinessWindow;
}

export const reconciliationRouter = createRouter({
  /** Totals that Mercado Livre's panel shows, held against ours, each difference split by cause. */
  compare: tenantProcedure.input(ReconciliationInput).query(async ({ ctx, input }): Promise<ReconciliationView> => {
    const { deps, tenant } = ctx;
    const { connectionId, orders, revenue_cents } = input;
    const window = toRange(input, { most_days: DAYS_MAX });
    await assertOwnConnection(ctx, connectionId);
    const reconciliation = await reconcile(deps.db, tenant.tenantId, {
      window,
      connectionId,
      timeZone: tenant.timeZone,
      now: deps.clock.now(),
      stated: { orders, revenue_cents },
    });
    return { window, ...reconciliation };
  }),
});
