import { z } from 'zod';
import type { CallOptions, Request } from '../request.ts';
import { type OrderSearch, orderWindow } from './read-order-page.ts';

const Counted = z.object({ paging: z.object({ total: z.number().int() }) });

/** How many listings Mercado Livre names of the seller, whatever their status, by one call. */
export async function countItems(request: Request, sellerId: string, options?: CallOptions): Promise<number> {
  const query = { limit: 1, offset: 0 };
  const call = { endpoint: '/users/{id}/items/search', id: sellerId, query, schema: Counted };
  return (await request(call, options)).data.paging.total;
}

/** How many orders the whole hours around a window have, by one call. */
export async function countOrders(
  request: Request,
  sellerId: string,
  { search, options }: { search: OrderSearch; options?: CallOptions | undefined },
): Promise<number> {
  const query = { seller: sellerId, ...orderWindow(search), limit: 1, offset: 0 };
  return (await request({ endpoint: '/orders/search', query, schema: Counted }, options)).data.paging.total;
}
