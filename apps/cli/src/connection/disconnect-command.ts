import { disconnectSeller } from '@pulso/connections';
import { AppError } from '@pulso/domain';
import { noteAudit } from '@pulso/members/records';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { withDatabase } from '../with-database.ts';
import { listConnectionsOf } from './list-connections-command.ts';

/**
 * `pulso connection disconnect`: forgets the keys of a connection; its history stays, and the seller is free.
 * @throws AppError `not_found` when there is no such connection (of the tenant, when one is named)
 */
export function disconnectCommand(
  context: CommandContext,
  { connectionId, tenantId }: { connectionId: string; tenantId: string | null },
): Promise<CommandResult> {
  return withDatabase(context, async (db) => {
    const connections = await listConnectionsOf(db, tenantId);
    const found = connections.find((one) => one.connectionId === connectionId);
    if (!found) throw new AppError('not_found', `There is no connection ${connectionId}; see: pulso connection list`);
    const now = context.clock.now();
    await disconnectSeller(db, found.tenantId, { connectionId, now });
    const entry = { action: 'seller_disconnected', actor: null, subject: found.sellerId, now } as const;
    await noteAudit(db, found.tenantId, entry);
    return {
      result: { connectionId, tenantId: found.tenantId, status: 'disconnected' },
      lines: [`Conta desconectada: ${found.nickname ?? found.sellerId}. O histórico fica guardado.`],
    };
  });
}
