import { type BusinessDay, businessDayOf } from '@pulso/domain';
import { createRouter, tenantProcedure } from '../trpc.ts';

export interface Session {
  tenantId: string;
  tenantName: string;
  timeZone: string;
  /** The running day in the tenant's zone. */
  today: BusinessDay;
  /** The server's clock, ISO 8601. */
  now: string;
  source: 'simulator' | 'mercadolivre';
  signIn: 'local';
}

export const sessionRouter = createRouter({
  get: tenantProcedure.query(({ ctx }): Session => {
    const now = ctx.deps.clock.now();
    return {
      tenantId: ctx.tenant.tenantId,
      tenantName: ctx.tenant.name,
      timeZone: ctx.tenant.timeZone,
      today: businessDayOf(now, ctx.tenant.timeZone),
      now: now.toISOString(),
      source: ctx.deps.settings.source,
      signIn: 'local',
    };
  }),
});
