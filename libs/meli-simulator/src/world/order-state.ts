import { type Cancellation, knownAt, type Order } from './order.ts';

export type OrderStatus =
  | 'payment_required'
  | 'payment_in_process'
  | 'paid'
  | 'partially_refunded'
  | 'pending_cancel'
  | 'cancelled'
  | 'invalid';

/** An order as it stands at an instant. */
export interface OrderState {
  status: OrderStatus;
  closedAt: number | null;
  lastUpdated: number;
  refunded_cents: number;
  cancel: (Cancellation & { at: number }) | null;
  isDelivered: boolean;
}

/** What the events known at `at` have made of the order. */
export function stateAt(order: Order, at: number): OrderState {
  const state: OrderState = {
    status: order.payments.length === 0 ? 'payment_required' : 'payment_in_process',
    closedAt: null,
    lastUpdated: order.visibleAt,
    refunded_cents: 0,
    cancel: null,
    isDelivered: false,
  };
  for (const event of order.events) {
    if (knownAt(event) > at) break;
    state.lastUpdated = Math.max(state.lastUpdated, knownAt(event));
    switch (event.kind) {
      case 'closed':
        state.closedAt = event.at;
        state.status = 'paid';
        break;
      case 'cancelled':
        state.status = 'cancelled';
        state.cancel = event;
        break;
      case 'cancel asked':
        state.status = 'pending_cancel';
        break;
      case 'invalidated':
        state.status = 'invalid';
        break;
      case 'refunded':
        state.refunded_cents += event.amount_cents;
        if (state.status === 'paid' && !event.staysPaid) state.status = 'partially_refunded';
        break;
      case 'delivered':
        state.isDelivered = true;
        break;
    }
  }
  return state;
}

export const isCancelled = ({ status }: OrderState): boolean => status === 'cancelled' || status === 'invalid';
