import type { ListingChange } from './listing.ts';
import type { OrderEvent } from './order.ts';

/** What was done to the world from outside; kept, so that it is there again after a restart. */
export type Mutation =
  | {
      kind: 'sale';
      /** When it was paid. */
      at: number;
      /** When it was added, where that is later. */
      recordedAt?: number | undefined;
      listingId: string;
      quantity: number;
      unitPrice_cents?: number | undefined;
      /** Its number among the sales that were added to its day. */
      sequence: number;
    }
  | { kind: 'event'; orderId: number; event: OrderEvent }
  | { kind: 'listing'; listingId: string; change: ListingChange };
