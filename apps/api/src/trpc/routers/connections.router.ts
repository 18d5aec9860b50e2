import { type ConnectionStatus, listConnections } from '@pulso/connections';
import { createRouter, tenantProcedure } from '../trpc.ts';

export interface ConnectionView {
  connectionId: string;
  sellerId: string;
  nickname: string | null;
  status: ConnectionStatus;
  /** Why the seller has to authorise again, in Portuguese; null while the connection works. */
  statusReason: string | null;
}

export const connectionsRouter = createRouter({
  list: tenantProcedure.query(async ({ ctx }): Promise<ConnectionView[]> => {
    const connections = await listConnections(ctx.deps.db, ctx.tenant.tenantId);
    return connections.map(({ connectionId, sellerId, nickname, status, statusReason }) => ({
      connectionId,
      sellerId,
      nickname,
      status,
      statusReason,
    }));
  }),
});
