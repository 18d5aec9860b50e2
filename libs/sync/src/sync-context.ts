import type { Database } from '@pulso/database';
import type { BusinessDay } from '@pulso/domain';
import type { MeliClient } from '@pulso/meli-client';

export type SyncPhase = 'listings' | 'orders' | 'freight' | 'visits';

/** Which status a word was told for. */
export type StatusField = 'order.status' | 'item.status';

/** What one sync of one connection works with; `now` stands still for the whole run. */
export interface SyncContext {
  db: Database;
  client: MeliClient;
  tenantId: string;
  connectionId: string;
  /** Mercado Livre's number of the seller. */
  sellerId: string;
  timeZone: string;
  now: Date;
  /** Stops the sync between two pages; what is stored by then stays and counts. */
  signal: AbortSignal;
  /** Tells the screen how far a phase is; `total` null = not known yet. */
  onProgress(phase: SyncPhase, done: number, total: number | null): void;
  /** Told of each status that the API document does not name; it is kept as it came. */
  onUnknownStatus(field: StatusField, status: string): void;
}

/** A part that this sync owed and could not read; kept in the run's `metadata.missing`. */
export interface MissingPart {
  connectionId: string;
  source: 'listings' | 'price' | 'clip' | 'orders' | 'freight' | 'visits' | 'account_visits';
  listingId?: string;
  orderId?: string;
  shipmentId?: string;
  from?: BusinessDay;
  to?: BusinessDay;
  /** Why, in a word of our closed list of errors or Mercado Livre's status. */
  reason: string;
}
