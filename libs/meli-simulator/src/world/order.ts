/** One line of an order; per unit but for the quantity. */
export interface OrderLine {
  listingId: string;
  title: string;
  categoryId: string;
  sku: string | null;
  userProductId: string | null;
  /** Which variant, for a listing of the old model. */
  variation: { id: number; color: string } | null;
  quantity: number;
  unitPrice_cents: number;
  /** Before a discount of the seller. */
  fullUnitPrice_cents: number;
  fee_cents: number;
}

export type PaymentMethod = 'pix' | 'credit_card' | 'ticket' | 'account_money';

export interface Payment {
  id: number;
  status: 'approved' | 'rejected';
  method: PaymentMethod;
  amount_cents: number;
}

/** Why an order was cancelled, in Mercado Livre's words. */
export interface Cancellation {
  code: string;
  group: string;
  by: string;
}

/** Something that happens to an order after its creation. */
export type OrderEvent = {
  at: number;
  /** When the world learned of it, where that is later: a change made from outside with an earlier instant. */
  recordedAt?: number | undefined;
} & (
  | { kind: 'closed' }
  | ({ kind: 'cancelled' } & Cancellation)
  | { kind: 'cancel asked' }
  | { kind: 'invalidated' }
  | { kind: 'refunded'; amount_cents: number; staysPaid?: boolean | undefined }
  | { kind: 'delivered' }
);

/** One order of the world, with its whole life; what can be seen of it depends on the instant (`order-state.ts`). */
export interface Order {
  id: number;
  createdAt: number;
  /** From when on it can be seen; later than its creation only for a sale that was added with an earlier instant. */
  visibleAt: number;
  /** In the order of their becoming known. */
  events: OrderEvent[];
  lines: OrderLine[];
  payments: Payment[];
  packId: number | null;
  shipmentId: number | null;
  /** What the seller pays for the shipment. */
  freight_cents: number;
  currency: string;
  tags: string[];
  /** Which of the world's buyers; nothing depends on it but the buyer's fields. */
  buyerNo: number;
}

export const knownAt = (event: OrderEvent): number => Math.max(event.at, event.recordedAt ?? 0);

export function addEvent(order: Order, event: OrderEvent): void {
  order.events.push(event);
  order.events.sort((one, other) => knownAt(one) - knownAt(other));
}

export function value_cents(order: Order): number {
  return order.lines.reduce((sum, line) => sum + line.unitPrice_cents * line.quantity, 0);
}
