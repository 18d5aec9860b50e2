import { wishTimeZone } from '@pulso/connections';
import { noteAudit } from '@pulso/members';
import { z } from 'zod';
import { rebuildForZone } from '../rebuild-for-zone.ts';
import { createRouter, tenantProcedure } from '../trpc.ts';

export interface ZoneView {
  /** In which the days of every number are cut. */
  timeZone: string;
  /** In which they will be once a rebuild of the whole history is published; null = nobody wishes for another. */
  nextTimeZone: string | null;
}

export const companyRouter = createRouter({
  zone: tenantProcedure.query(
    ({ ctx: { tenant } }): ZoneView => ({ timeZone: tenant.timeZone, nextTimeZone: tenant.nextTimeZone }),
  ),

  /** Wishes for another zone, and has the whole history rebuilt; the zone that it has already takes the wish back. */
  changeZone: tenantProcedure
    .meta({ least: 'owner' })
    .input(z.strictObject({ timeZone: z.string().min(1).max(100) }))
    .mutation(async ({ ctx: { deps, tenant, visitor }, input }): Promise<ZoneView> => {
      const { tenantId } = tenant;
      const { timeZone } = input;
      if ((tenant.nextTimeZone ?? tenant.timeZone) !== timeZone) {
        const entry = {
          action: 'time_zone_changed',
          actor: visitor.user,
          subject: timeZone,
          now: deps.clock.now(),
        } as const;
        const wished = await wishTimeZone(deps.db, tenantId, {
          timeZone,
          alongside: (transaction) => noteAudit(deps.db, tenantId, { ...entry, transaction }),
        });
        if (wished.nextTimeZone !== null) await rebuildForZone(deps, tenantId);
        return { timeZone: wished.timeZone, nextTimeZone: wished.nextTimeZone };
      }
      return { timeZone: tenant.timeZone, nextTimeZone: tenant.nextTimeZone };
    }),
});
