import { type Connection, type ConnectionStatus, disconnectSeller, listConnections } from '@pulso/connections';
import { AppError } from '@pulso/domain';
import { listSourceFailures, type SourceFailure } from '@pulso/jobs';
import { noteAudit } from '@pulso/members';
import { type HistoryDepth, listHistoryDepths } from '@pulso/metrics';
import { z } from 'zod';
import { createRouter, tenantProcedure } from '../trpc.ts';

export interface ConnectionView {
  connectionId: string;
  sellerId: string;
  nickname: string | null;
  status: ConnectionStatus;
  /** Why the seller has to authorise again, in Portuguese; null while the connection works. */
  statusReason: string | null;
}

export interface ConnectionDetails extends ConnectionView {
  /** The first day of the history that is wanted; null = only what each run asks for. */
  historyFrom: string | null;
  /** How far back its numbers reach; null = it has none. */
  history: Omit<HistoryDepth, 'connectionId'> | null;
  /** Sources whose newest read failed, and why; `failedAt` in ISO 8601. */
  failures: (Pick<SourceFailure, 'source' | 'errorCode'> & { failedAt: string })[];
}

export const connectionsRouter = createRouter({
  list: tenantProcedure.query(async ({ ctx }): Promise<ConnectionView[]> => {
    const connections = await listConnections(ctx.deps.db, ctx.tenant.tenantId);
    return connections.map(toView);
  }),

  /** The same with what is known of each, and what could not be read. */
  details: tenantProcedure.query(async ({ ctx: { deps, tenant } }): Promise<ConnectionDetails[]> => {
    const { tenantId } = tenant;
    const [connections, depths, failures] = await Promise.all([
      listConnections(deps.db, tenantId),
      listHistoryDepths(deps.db, tenantId),
      listSourceFailures(deps.db, tenantId, null),
    ]);
    return connections.map((connection) => {
      const isOwn = ({ connectionId }: { connectionId: string }) => connectionId === connection.connectionId;
      const depth = depths.find(isOwn);
      return {
        ...toView(connection),
        historyFrom: connection.historyFrom,
        history: depth ? { firstDay: depth.firstDay, lastDay: depth.lastDay, knownDays: depth.knownDays } : null,
        failures: failures
          .filter(isOwn)
          .map(({ source, errorCode, failedAt }) => ({ source, errorCode, failedAt: failedAt.toISOString() })),
      };
    });
  }),

  /** Forgets the keys of a seller; the history stays. Ending what has ended changes nothing. */
  disconnect: tenantProcedure
    .meta({ least: 'owner' })
    .input(z.strictObject({ connectionId: z.guid() }))
    .mutation(async ({ ctx: { deps, tenant, visitor }, input }): Promise<void> => {
      const { tenantId } = tenant;
      const connectionId = input.connectionId.toLowerCase();
      const own = (await listConnections(deps.db, tenantId)).find((one) => one.connectionId === connectionId);
      if (!own) throw new AppError('not_found', 'There is no such connection');
      if (own.status === 'disconnected') return;
      const now = deps.clock.now();
      const entry = { action: 'seller_disconnected', actor: visitor.user, subject: own.sellerId, now } as const;
      await disconnectSeller(deps.db, tenantId, {
        connectionId,
        now,
        alongside: (transaction) => noteAudit(deps.db, tenantId, { ...entry, transaction }),
      });
    }),
});

function toView({ connectionId, sellerId, nickname, status, statusReason }: Connection): ConnectionView {
  return { connectionId, sellerId, nickname, status, statusReason };
}
