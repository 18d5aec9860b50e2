import { type Connection, getTenant, listConnections, listTenants } from '@pulso/connections';
import type { Database } from '@pulso/database';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { withDatabase } from '../with-database.ts';

const STATUS_TEXT: Record<Connection['status'], string> = {
  active: 'ativa',
  reauthorisation_required: 'precisa de nova autorização',
  disconnected: 'desconectada',
};

/** The connections of one tenant, or of every one. */
export async function listConnectionsOf(db: Database, tenantId: string | null): Promise<Connection[]> {
  const tenants = tenantId === null ? await listTenants(db, { activeOnly: false }) : [await getTenant(db, tenantId)];
  const lists: Connection[][] = [];
  for (const tenant of tenants) lists.push(await listConnections(db, tenant.tenantId));
  return lists.flat();
}

/** `pulso connection list`: the bonds to sellers, disconnected ones included. */
export function listConnectionsCommand(
  context: CommandContext,
  { tenantId }: { tenantId: string | null },
): Promise<CommandResult> {
  return withDatabase(context, async (db) => {
    const connections = (await listConnectionsOf(db, tenantId)).map(
      ({ connectionId, tenantId: owner, sellerId, nickname, status, statusReason }) => ({
        connectionId,
        tenantId: owner,
        sellerId,
        nickname,
        status,
        statusReason,
      }),
    );
    const lines = connections.map(
      ({ connectionId, sellerId, nickname, status }) =>
        `${connectionId}  ${nickname ?? 'sem nome'} (vendedor ${sellerId})  ${STATUS_TEXT[status]}`,
    );
    const none = [
      'Nenhuma conta conectada. Conecte uma: npm run pulso -- connection add --tenant ID --refresh-token -',
    ];
    return { result: { connections }, lines: lines.length > 0 ? lines : none };
  });
}
