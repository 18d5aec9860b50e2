import type { CallOptions, Request } from '../request.ts';
import { countOrders } from './count-rows.ts';
import { getOrder } from './get-order.ts';
import type { OrderSearch } from './read-order-page.ts';
import { searchOrders } from './search-orders.ts';

export function createOrders(request: Request) {
  return {
    search: (sellerId: string, search: OrderSearch, options?: CallOptions) =>
      searchOrders(request, sellerId, { search, options }),
    count: (sellerId: string, search: OrderSearch, options?: CallOptions) =>
      countOrders(request, sellerId, { search, options }),
    get: (orderId: string, options?: CallOptions) => getOrder(request, orderId, options),
  };
}
