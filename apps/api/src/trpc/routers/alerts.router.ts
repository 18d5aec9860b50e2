import { type AlertTrial, type AlertWayName, alertWayNames, tryAlertWays } from '@pulso/jobs';
import { noteAudit } from '@pulso/members';
import { z } from 'zod';
import { createRouter, tenantProcedure } from '../trpc.ts';

export interface AlertWayView {
  way: AlertWayName;
  /** Whoever operates has set it up; how is not told, because the address itself is a secret. */
  isSetUp: boolean;
}

const ownerProcedure = tenantProcedure.meta({ least: 'owner' });

export const alertsRouter = createRouter({
  /** On which ways trouble is told. */
  list: ownerProcedure.query(({ ctx: { deps } }): AlertWayView[] =>
    alertWayNames.map((way) => ({ way, isSetUp: deps.alertWays.some(({ name }) => name === way) })),
  ),

  /** Sends one message on each way that is set up, and tells what became of it. */
  tryOut: ownerProcedure
    .input(z.strictObject({}))
    .mutation(async ({ ctx: { deps, tenant, visitor } }): Promise<AlertTrial[]> => {
      const { tenantId } = tenant;
      const now = deps.clock.now();
      await deps.trials.take(tenantId);
      await noteAudit(deps.db, tenantId, { action: 'alerts_tried', actor: visitor.user, now });
      return tryAlertWays(deps.alertWays, { tenant, now, log: deps.log });
    }),
});
