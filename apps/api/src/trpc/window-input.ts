import { listConnections, type Tenant } from '@pulso/connections';
import { AppError, type BusinessWindow, businessDayOf, lastDays } from '@pulso/domain';
import { z } from 'zod';
import type { ApiDeps } from '../api-deps.ts';

/** The last `days` days up to today, of one connection or (null) of all of the tenant. */
export const WindowInput = z.strictObject({
  days: z.int().min(1).max(365),
  connectionId: z.guid().nullable(),
});

/**
 * The window as the verbs of @pulso/metrics take it, with the tenant's own today as its end.
 * @throws AppError `not_found` for a connection that is not the tenant's
 */
export async function toMetricsFilter(
  { deps, tenant }: { deps: ApiDeps; tenant: Tenant },
  { days, connectionId }: z.infer<typeof WindowInput>,
): Promise<{ window: BusinessWindow; connectionId: string | null }> {
  await assertOwnConnection({ deps, tenant }, connectionId);
  return { window: lastDays(businessDayOf(deps.clock.now(), tenant.timeZone), days), connectionId };
}

/**
 * Passes null, which is all of the tenant's connections.
 * @throws AppError `not_found` for a connection that is not the tenant's
 */
export async function assertOwnConnection(
  { deps, tenant }: { deps: ApiDeps; tenant: Tenant },
  connectionId: string | null,
): Promise<void> {
  if (connectionId === null) return;
  const own = await listConnections(deps.db, tenant.tenantId);
  if (!own.some((connection) => connection.connectionId === connectionId.toLowerCase())) {
    throw new AppError('not_found', 'There is no such connection');
  }
}
