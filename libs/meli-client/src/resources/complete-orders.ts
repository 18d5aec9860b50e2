import { MeliRefusedError } from '../errors.ts';
import type { CallOptions, Request } from '../request.ts';
import { OrderBody } from '../wire/order-body.ts';
import { getOrder, type OrderAndGaps } from './get-order.ts';

/**
 * A page names the parts that some of its orders lack, not whose they are (HTTP 206, API document 0). So each order that may lack a
 * part which is read here is asked for alone: then it is whole, or the missing parts are its own. One that cannot be had alone
 * (403, 404) stays as the page told it.
 */
export async function completeOrders(
  request: Request,
  rows: readonly OrderAndGaps[],
  options?: CallOptions,
): Promise<OrderAndGaps[]> {
  const complete = async (row: OrderAndGaps): Promise<OrderAndGaps> => {
    if (!row.missing.some(isRead)) return row;
    try {
      return await getOrder(request, row.order.id, options);
    } catch (error) {
      if (error instanceof MeliRefusedError) return row;
      throw error;
    }
  };
  return Promise.all(rows.map(complete));
}

/** Names may be dotted, as `payments.date_approved`. */
function isRead(part: string): boolean {
  return Object.hasOwn(OrderBody.shape, part.split('.', 1)[0] ?? '');
}
