import { createTenant } from '@pulso/connections';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { withDatabase } from '../with-database.ts';

/** `pulso tenant create`: adds a company. */
export function createTenantCommand(
  context: CommandContext,
  { name, timeZone }: { name: string; timeZone?: string },
): Promise<CommandResult> {
  return withDatabase(context, async (db) => {
    const now = context.clock.now();
    const tenant = await createTenant(db, { name, now, ...(timeZone === undefined ? {} : { timeZone }) });
    return {
      result: { tenantId: tenant.tenantId },
      lines: [
        `Empresa criada: ${tenant.tenantId} (${tenant.name}, ${tenant.timeZone})`,
        `Conecte uma conta: npm run pulso -- connection add --tenant ${tenant.tenantId} --refresh-token -`,
      ],
    };
  });
}
