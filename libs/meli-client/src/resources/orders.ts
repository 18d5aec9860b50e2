import type { CallOptions, Request } from '../request.ts';
import { ORDER_PARTS, Order } from '../wire/order.ts';
import { type OrderSearch, searchOrders } from './search-orders.ts';

export function createOrders(request: Request) {
  return {
    search: (sellerId: string, search: OrderSearch, options?: CallOptions) =>
      searchOrders(request, sellerId, { search, options }),

    /**
     * One order (API document 6.2). `missing` names the parts that Mercado Livre left out this time (HTTP 206): what is known of
     * them must not be taken away.
     */
    async get(orderId: string, options?: CallOptions): Promise<{ order: Order; missing: string[] }> {
      const call = { endpoint: '/orders/{id}', path: `/orders/${orderId}`, schema: Order };
      const { data, missing } = await request(call, options);
      return { order: data, missing: missing.filter((part) => ORDER_PARTS.some((known) => known === part)) };
    },
  };
}
