import { setTenantPaused } from '@pulso/connections';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { withDatabase } from '../with-database.ts';
import { toTenantView } from './list-tenants-command.ts';

/** `pulso tenant pause` and `resume`: a paused company has no scheduled run and is left out of runs for everybody. */
export function pauseTenantCommand(
  context: CommandContext,
  { tenantId, paused }: { tenantId: string; paused: boolean },
): Promise<CommandResult> {
  return withDatabase(context, async (db) => {
    const tenant = await setTenantPaused(db, tenantId, { paused, now: context.clock.now() });
    const line = paused ? `${tenant.name} está pausada.` : `${tenant.name} está ativa de novo.`;
    return { result: toTenantView(tenant), lines: [line] };
  });
}
