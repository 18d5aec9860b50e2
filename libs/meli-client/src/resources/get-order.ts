import type { CallOptions, Request } from '../request.ts';
import { type Order, toOrderWithGaps } from '../wire/order.ts';
import { OrderBody } from '../wire/order-body.ts';

/** An order with the names of the parts that the answer left out. */
export interface OrderAndGaps {
  order: Order;
  /** What is known of these parts must not be taken away. */
  missing: string[];
}

/**
 * One order (API document 6.2). `missing` names the parts that are not in this answer (HTTP 206 says so, or they are just not
 * there): what is known of them must not be taken away.
 * @throws MeliRefusedError 403 or 404 for this order
 */
export async function getOrder(request: Request, orderId: string, options?: CallOptions): Promise<OrderAndGaps> {
  const call = { endpoint: '/orders/{id}', id: orderId, schema: OrderBody };
  const { data, missing } = await request(call, options);
  const { order, absent } = toOrderWithGaps(data);
  return { order, missing: [...new Set([...missing, ...absent])] };
}
