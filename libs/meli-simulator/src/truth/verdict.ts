import type { Order } from '../world/order.ts';
import { isCancelled, stateAt } from '../world/order-state.ts';

/** Where a sale belongs and what became of it, or null when it counts in no day. */
export interface Verdict {
  closedAt: number;
  isCancelled: boolean;
  refunded_cents: number;
}

const OWN_CURRENCY = 'BRL';

/** An order counts once it was paid, unless it is a test, the original of a split pack or in another currency. */
export function verdictAt(order: Order, at: number): Verdict | null {
  if (order.visibleAt > at) return null;
  const state = stateAt(order, at);
  if (state.closedAt === null) return null;
  if (state.cancel?.code === 'pack_splitted') return null;
  if (order.tags.includes('test_order') || order.currency !== OWN_CURRENCY) return null;
  return { closedAt: state.closedAt, isCancelled: isCancelled(state), refunded_cents: state.refunded_cents };
}
