import { getTenant, listTenants } from '@pulso/connections';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { withDatabase } from '../with-database.ts';
import { lineOf, tellSchedules } from './tell-schedules.ts';

/**
 * `pulso schedule list`: what is scheduled for every company, or one, and for when.
 * @throws AppError `unknown_tenant`
 */
export function listSchedulesCommand(
  context: CommandContext,
  { tenantId }: { tenantId: string | null },
): Promise<CommandResult> {
  return withDatabase(context, async (db) => {
    const tenants = tenantId === null ? await listTenants(db, { activeOnly: false }) : [await getTenant(db, tenantId)];
    const schedules = await tellSchedules(db, tenants, context.clock.now());
    return { result: { schedules }, lines: tenants.length > 0 ? schedules.map(lineOf) : ['Nenhuma empresa ainda.'] };
  });
}
