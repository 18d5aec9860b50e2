import { listTenants, type Tenant } from '@pulso/connections';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { withDatabase } from '../with-database.ts';

/** A tenant as the command line shows it. */
export interface TenantView {
  tenantId: string;
  name: string;
  timeZone: string;
  pausedAt: string | null;
  createdAt: string;
}

export function toTenantView({ tenantId, name, timeZone, pausedAt, createdAt }: Tenant): TenantView {
  return { tenantId, name, timeZone, pausedAt: pausedAt?.toISOString() ?? null, createdAt: createdAt.toISOString() };
}

/** `pulso tenant list`: every company, the paused ones included. */
export function listTenantsCommand(context: CommandContext): Promise<CommandResult> {
  return withDatabase(context, async (db) => {
    const tenants = (await listTenants(db, { activeOnly: false })).map(toTenantView);
    const lines = tenants.map(
      ({ tenantId, name, timeZone, pausedAt }) =>
        `${tenantId}  ${name}  ${timeZone}  ${pausedAt === null ? 'ativa' : `pausada desde ${pausedAt}`}`,
    );
    const none = ['Nenhuma empresa ainda. Crie uma: npm run pulso -- tenant create --name "Minha loja"'];
    return { result: { tenants }, lines: lines.length > 0 ? lines : none };
  });
}
