import type { Day } from './days.ts';
import type { Listing } from './listing.ts';
import { makeLine, makeOrder } from './make-order.ts';
import type { Mutation } from './mutation.ts';
import { ADDED_FIRST } from './numbers.ts';
import type { Order } from './order.ts';

const FREIGHT_CENTS = 1290;

/** A sale that was added from outside: paid and with a shipment, to be seen from the instant at which it was added. */
export function makeAddedSale(
  day: Day,
  listing: Listing,
  { sale, first }: { sale: Mutation & { kind: 'sale' }; first: number },
): Order {
  const { at, recordedAt = at, quantity, unitPrice_cents, sequence } = sale;
  const lines = [makeLine(listing, { at, quantity, unitPrice_cents })];
  const order = makeOrder(day, first + ADDED_FIRST + sequence, { at, lines, freight_cents: FREIGHT_CENTS });
  order.visibleAt = Math.max(order.createdAt, recordedAt);
  order.events = [{ at, recordedAt, kind: 'closed' }];
  return order;
}
