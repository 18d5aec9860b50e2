import { MeliContractError, MeliRefusedError } from '../errors.ts';
import type { CallOptions, Request } from '../request.ts';
import { OrderBody } from '../wire/order-body.ts';
import { getOrder } from './get-order.ts';
import type { OrderRow } from './read-order-page.ts';

/**
 * A page names the parts that some of its orders lack, not whose they are (HTTP 206, API document 0). So each order that may lack a
 * part which is read here, or of which no order can be made, is asked for alone: then it is whole, or the missing parts are its own.
 * One that cannot be had alone (403, 404, no order either) stays as the page told it.
 */
export async function completeOrders(
  request: Request,
  rows: readonly OrderRow[],
  options?: CallOptions,
): Promise<OrderRow[]> {
  const complete = async (row: OrderRow): Promise<OrderRow> => {
    if (row.told && !row.told.missing.some(isRead)) return row;
    try {
      return { ...row, told: await getOrder(request, row.id, options) };
    } catch (error) {
      if (error instanceof MeliRefusedError || error instanceof MeliContractError) return row;
      throw error;
    }
  };
  return Promise.all(rows.map(complete));
}

/** Names may be dotted, as `payments.date_approved`. */
function isRead(part: string): boolean {
  return Object.hasOwn(OrderBody.shape, part.split('.', 1)[0] ?? '');
}
