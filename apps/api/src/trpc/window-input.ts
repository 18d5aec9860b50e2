import { listConnections, type Tenant } from '@pulso/connections';
import {
  AppError,
  type BusinessDay,
  type BusinessWindow,
  businessDayOf,
  findBusinessDay,
  lastDays,
  lengthInDays,
} from '@pulso/domain';
import { z } from 'zod';
import type { ApiDeps } from '../api-deps.ts';

/** A calendar day, written YYYY-MM-DD. */
export const Day = z.string().transform((text, context) => {
  const day = findBusinessDay(text);
  if (day) return day;
  context.addIssue({ code: 'custom', message: 'Expected a date of the form YYYY-MM-DD' });
  return z.NEVER;
});

/** The last `days` days up to `to`, of one connection or (null) of all of the tenant. */
export const WindowInput = z.strictObject({
  days: z.int().min(1).max(365),
  /** Left out = today. */
  to: Day.optional(),
  connectionId: z.guid().nullable(),
});

/** Days by their dates, of one connection or (null) of all of the tenant. */
export const RangeInput = z.strictObject({
  from: Day,
  /** Inclusive. */
  to: Day,
  connectionId: z.guid().nullable(),
});

/** @throws AppError `invalid_input` for a window that ends before it begins, or is longer than `most_days` */
export function toRange({ from, to }: BusinessWindow, { most_days }: { most_days: number }): BusinessWindow {
  if (from > to) throw new AppError('invalid_input', '`from` is after `to`');
  if (lengthInDays({ from, to }) > most_days) {
    throw new AppError('invalid_input', `Ask for at most ${most_days} days at once`);
  }
  return { from, to };
}

/**
 * The window as the verbs of @pulso/metrics take it, and the tenant's own today, with which it ends when nothing else is asked.
 * @throws AppError `not_found` for a connection that is not the tenant's, `invalid_input` for a window that ends on a day to come
 */
export async function toMetricsFilter(
  { deps, tenant }: { deps: ApiDeps; tenant: Tenant },
  { days, to, connectionId }: z.infer<typeof WindowInput>,
): Promise<{ window: BusinessWindow; today: BusinessDay; connectionId: string | null }> {
  await assertOwnConnection({ deps, tenant }, connectionId);
  const today = businessDayOf(deps.clock.now(), tenant.timeZone);
  if (to && to > today) throw new AppError('invalid_input', '`to` lies ahead');
  return { window: lastDays(to ?? today, days), today, connectionId };
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
