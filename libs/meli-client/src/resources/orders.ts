import type { CallOptions, Request } from '../request.ts';
import { type Order, OrderWithGaps } from '../wire/order.ts';
import { type OrderSearch, searchOrders } from './search-orders.ts';

export function createOrders(request: Request) {
  return {
    search: (sellerId: string, search: OrderSearch, options?: CallOptions) =>
      searchOrders(request, sellerId, { search, options }),

    /**
     * One order (API document 6.2). `missing` names the parts that are not in this answer (HTTP 206 says so, or they are just not
     * there): what is known of them must not be taken away.
     * @throws MeliRefusedError 403 or 404 for this order
     */
    async get(orderId: string, options?: CallOptions): Promise<{ order: Order; missing: string[] }> {
      const call = { endpoint: '/orders/{id}', id: orderId, schema: OrderWithGaps };
      const { data, missing } = await request(call, options);
      return { order: data.order, missing: [...new Set([...missing, ...data.absent])] };
    },
  };
}
