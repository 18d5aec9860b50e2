import { z } from 'zod';
import { MeliContractError } from '../errors.ts';
import type { CallOptions, Request } from '../request.ts';
import { Order } from '../wire/order.ts';

export type OrderDateField = 'date_closed' | 'date_last_updated' | 'date_created';

export interface OrderSearch {
  field: OrderDateField;
  from: Date;
  /** Exclusive. */
  to: Date;
}

export interface OrderPage {
  /** Orders of the window that this walk did not give before. */
  orders: Order[];
  /** Mercado Livre's own count for the window, edges included. */
  total: number;
  /** Parts that Mercado Livre left out of this page's orders (HTTP 206). */
  missing: string[];
}

const Page = z.object({ results: z.array(Order), paging: z.object({ total: z.number().int() }) });

/** The documented page length; 51 is the most that is taken (API document 6.1). */
const PAGE_SIZE = 50;
const OFFSET_MAX = 10_000;
const PASSES_MAX = 5;
const HOUR_MS = 3_600_000;

/**
 * Every order of the window by one of its dates, each once. Mercado Livre honours only the hour of a bound and lets rows of
 * the neighbouring hour in, so the window is widened to whole hours and cut again here. Pages shift while rows change, so passes are
 * repeated until the distinct ids reach the total; a window with 10,000 rows or more is halved (API document 6.1, Q34–Q37).
 *
 * @throws MeliContractError when five passes do not reach the total
 */
export async function* searchOrders(
  request: Request,
  sellerId: string,
  {
    search,
    options,
    given = new Set(),
  }: { search: OrderSearch; options?: CallOptions | undefined; given?: Set<string> },
): AsyncGenerator<OrderPage> {
  const { field, from, to } = search;
  const counted = new Set<string>();
  const isOurs = (order: Order) => {
    const instant =
      field === 'date_closed' ? order.date_closed : field === 'date_created' ? order.date_created : order.last_updated;
    return instant !== null && instant >= from && instant < to;
  };
  for (let pass = 1; pass <= PASSES_MAX; pass++) {
    let offset = 0;
    let total = 0;
    do {
      const { data: page, missing } = await readPage(request, sellerId, { search, offset, options });
      total = page.paging.total;
      if (total >= OFFSET_MAX && to.getTime() - from.getTime() > HOUR_MS) {
        for (const half of halve(search)) yield* searchOrders(request, sellerId, { search: half, options, given });
        return;
      }
      for (const order of page.results) counted.add(order.id);
      const orders = page.results.filter((order) => isOurs(order) && !given.has(order.id));
      for (const order of orders) given.add(order.id);
      yield { orders: distinct(orders), total, missing };
      if (page.results.length === 0) break;
      offset += page.results.length;
    } while (offset < total && offset < OFFSET_MAX);
    if (counted.size >= total) return;
  }
  throw new MeliContractError(`${PASSES_MAX} passes over the pages did not bring as many orders as their total says`, {
    endpoint: '/orders/search',
  });
}

async function readPage(
  request: Request,
  sellerId: string,
  { search, offset, options }: { search: OrderSearch; offset: number; options: CallOptions | undefined },
) {
  const query = {
    seller: sellerId,
    [`order.${search.field}.from`]: toWholeHour(search.from, Math.floor),
    [`order.${search.field}.to`]: toWholeHour(search.to, Math.ceil),
    sort: 'date_asc',
    limit: PAGE_SIZE,
    offset,
  };
  return request({ endpoint: '/orders/search', path: '/orders/search', query, schema: Page }, options);
}

/** Written with the offset that Mercado Livre itself writes (API document 0.2). */
function toWholeHour(instant: Date, round: (hours: number) => number): string {
  const hour = new Date(round(instant.getTime() / HOUR_MS) * HOUR_MS - 4 * HOUR_MS);
  return hour.toISOString().replace('Z', '-04:00');
}

function halve({ field, from, to }: OrderSearch): OrderSearch[] {
  const middle = new Date(Math.floor((from.getTime() + to.getTime()) / 2 / HOUR_MS) * HOUR_MS);
  return [
    { field, from: middle, to },
    { field, from, to: middle },
  ];
}

function distinct(orders: readonly Order[]): Order[] {
  return [...new Map(orders.map((order) => [order.id, order])).values()];
}
