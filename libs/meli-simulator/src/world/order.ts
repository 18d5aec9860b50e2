export interface OrderLine {
  listingId: string;
  title: string;
  categoryId: string;
  quantity: number;
  unitPrice_cents: number;
  /** Per unit. */
  fee_cents: number;
}

export interface Payment {
  id: number;
  status: 'approved' | 'rejected';
  amount_cents: number;
}

/** Something that happens to an order after its creation. */
export type OrderEvent =
  | { at: number; kind: 'closed' }
  | { at: number; kind: 'cancelled'; code: string; group: string; by: string }
  | { at: number; kind: 'invalidated' }
  | { at: number; kind: 'refunded'; amount_cents: number }
  | { at: number; kind: 'delivered' };

/** One order of the world, with its whole life; what is visible depends on the instant. */
export interface Order {
  id: number;
  createdAt: number;
  events: OrderEvent[];
  lines: OrderLine[];
  payments: Payment[];
  packId: number | null;
  shipmentId: number | null;
  /** What the seller pays for the shipment. */
  freight_cents: number;
  currency: string;
  tags: string[];
}

/** An order as it stands at an instant. */
export interface OrderState {
  status: 'confirmed' | 'paid' | 'partially_refunded' | 'cancelled' | 'invalid';
  closedAt: number | null;
  lastUpdated: number;
  refunded_cents: number;
  cancel: { at: number; code: string; group: string; by: string } | null;
  isDelivered: boolean;
}

export function value_cents(order: Order): number {
  return order.lines.reduce((sum, line) => sum + line.unitPrice_cents * line.quantity, 0);
}

export function stateAt(order: Order, at: number): OrderState {
  const state: OrderState = {
    status: 'confirmed',
    closedAt: null,
    lastUpdated: order.createdAt,
    refunded_cents: 0,
    cancel: null,
    isDelivered: false,
  };
  for (const event of [...order.events].sort((one, other) => one.at - other.at)) {
    if (event.at > at) break;
    state.lastUpdated = Math.max(state.lastUpdated, event.at);
    switch (event.kind) {
      case 'closed':
        state.closedAt = event.at;
        state.status = 'paid';
        break;
      case 'cancelled':
        state.status = 'cancelled';
        state.cancel = event;
        break;
      case 'invalidated':
        state.status = 'invalid';
        break;
      case 'refunded':
        state.refunded_cents += event.amount_cents;
        if (state.status === 'paid') state.status = 'partially_refunded';
        break;
      case 'delivered':
        state.isDelivered = true;
        break;
    }
  }
  return state;
}

/** Whether the order counts in sales, and as cancelled (contract 4 as the simulator reads it). */
export function verdictAt(order: Order, at: number): { counts: boolean; isCancelled: boolean; closedAt: number } {
  const state = stateAt(order, at);
  const isSplitOriginal = state.cancel?.code === 'pack_splitted';
  const counts =
    order.createdAt <= at &&
    state.closedAt !== null &&
    !isSplitOriginal &&
    !order.tags.includes('test_order') &&
    order.currency === 'BRL';
  return {
    counts,
    isCancelled: state.status === 'cancelled' || state.status === 'invalid',
    closedAt: state.closedAt ?? 0,
  };
}
