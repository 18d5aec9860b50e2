import type { BusinessDay } from '@pulso/domain';

export type ConnectionStatus = 'active' | 'reauthorisation_required' | 'disconnected';

/** The authorised bond of a tenant to one Mercado Livre seller. */
export interface Connection {
  connectionId: string;
  tenantId: string;
  sellerId: string;
  /** Null until Mercado Livre told it. */
  nickname: string | null;
  status: ConnectionStatus;
  /** Why the seller has to authorise again, in Portuguese; null while there is nothing to do. */
  statusReason: string | null;
  currency: string;
  /** The first day of the history that is wanted; null = only what each run asks for. */
  historyFrom: BusinessDay | null;
}

export interface ConnectionRow {
  connection_id: string;
  tenant_id: string;
  seller_id: string;
  nickname: string | null;
  status: ConnectionStatus;
  status_reason: string | null;
  currency: string;
  history_from: BusinessDay | null;
}

export const CONNECTION_COLUMNS =
  'connection_id, tenant_id, seller_id, nickname, status, status_reason, currency, history_from::text as history_from';

export function toConnection(row: ConnectionRow): Connection {
  return {
    connectionId: row.connection_id,
    tenantId: row.tenant_id,
    sellerId: row.seller_id,
    nickname: row.nickname,
    status: row.status,
    statusReason: row.status_reason,
    currency: row.currency,
    historyFrom: row.history_from,
  };
}
