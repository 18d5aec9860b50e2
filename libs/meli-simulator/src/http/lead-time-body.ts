import { dayOf, plusDays } from '../world/days.ts';
import type { Order } from '../world/order.ts';
import { amount } from './timestamps.ts';

/** What was promised for a shipment. Its `cost` is always 0 and never what the seller pays: that is in the costs (API document 6.4). */
export function leadTimeBody(order: Order) {
  const day = dayOf(order.createdAt);
  const dateIn = (days: number) => ({ date: `${plusDays(day, days)}T00:00:00.000-03:00` });
  return {
    cost: 0,
    cost_type: 'free',
    list_cost: amount(order.freight_cents * 2),
    currency_id: 'BRL',
    processing_time: null,
    estimated_schedule_limit: { date: null },
    buffering: { date: null },
    pickup_promise: { from: null, to: null },
    priority_class: { id: null },
    delivery_promise: 'estimated',
    delivery_type: 'estimated',
    shipping_method: { name: 'Prioritário', deliver_to: 'address', id: 182, type: 'standard' },
    service_id: 22,
    option_id: 99_887_766,
    estimated_delivery_time: {
      ...dateIn(6),
      pay_before: `${day}T18:00:00.000-03:00`,
      schedule: null,
      unit: 'hour',
      offset: { ...dateIn(7), shipping: 24 },
      shipping: 72,
      time_frame: { from: null, to: null },
      handling: 24,
      type: 'known_frame',
    },
    estimated_delivery_extended: dateIn(7),
    estimated_delivery_limit: dateIn(9),
    estimated_delivery_final: dateIn(17),
  };
}
