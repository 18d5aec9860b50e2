import { DAY_MS, HOUR_MS } from './days.ts';
import type { Order } from './order.ts';
import { isCancelled, stateAt } from './order-state.ts';

/** From payment to `ready_to_ship`. */
export const PACKING_MS = 6 * HOUR_MS;
/** From payment to `shipped`. */
export const PICKUP_MS = DAY_MS;

/** How the shipment of these orders stands at an instant (API document 6.4). */
export function shipmentStatusAt(orders: readonly Order[], at: number): { status: string; substatus: string | null } {
  const states = orders.map((order) => stateAt(order, at));
  if (states.every(isCancelled)) return { status: 'cancelled', substatus: null };
  if (states.some((state) => state.isDelivered)) return { status: 'delivered', substatus: null };
  const closed = states.flatMap((state) => state.closedAt ?? []);
  if (closed.length === 0) return { status: 'pending', substatus: null };
  const age_ms = at - Math.min(...closed);
  if (age_ms < PACKING_MS) return { status: 'handling', substatus: null };
  return age_ms < PICKUP_MS
    ? { status: 'ready_to_ship', substatus: 'picked_up' }
    : { status: 'shipped', substatus: 'in_hub' };
}
