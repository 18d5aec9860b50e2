import { z } from 'zod';
import { MeliContractError } from '../errors.ts';
import type { CallOptions, Request } from '../request.ts';
import { type Order, toOrderWithGaps } from '../wire/order.ts';
import { OrderBody } from '../wire/order-body.ts';
import { completeOrders } from './complete-orders.ts';
import type { OrderAndGaps } from './get-order.ts';

export type OrderDateField = 'date_closed' | 'date_last_updated' | 'date_created';

export interface OrderSearch {
  field: OrderDateField;
  from: Date;
  /** Exclusive. */
  to: Date;
}

export interface OrderPage {
  /** Orders of the window that this walk did not give before, all with the same missing parts. */
  orders: Order[];
  /** Mercado Livre's own count for the window, edges included. */
  total: number;
  /** Parts that Mercado Livre does not tell of any of these orders, even asked singly: what is known of them stays (Q48). */
  missing: string[];
}

interface Walk {
  search: OrderSearch;
  options?: CallOptions | undefined;
  /** Orders that were given already, shared by the halves of a window. */
  given?: Set<string>;
}

const Page = z.object({ results: z.array(OrderBody), paging: z.object({ total: z.number().int() }) });

const ENDPOINT = '/orders/search';
/** The documented page length; 51 is the most that is taken (API document 6.1). */
const PAGE_SIZE = 50;
const OFFSET_MAX = 10_000;
const PASSES_MAX = 5;
const HOUR_MS = 3_600_000;

/**
 * Every order of the window by one of its dates, each once. Mercado Livre honours only the hour of a bound and lets rows of
 * the neighbouring hour in, so the window is widened to whole hours and cut again here. Pages shift while rows change, so passes are
 * repeated until the distinct ids reach the total; a window with 10,000 rows or more is halved (API document 6.1, Q34–Q37).
 * Orders with missing parts are read again singly; what stays missing makes a page of its own (Q48).
 * Small windows, a day or less, page most reliably. An order without `date_closed` is in no window of that date (Q41).
 *
 * @throws MeliContractError when five passes do not reach the total, or one hour alone has 10,000 orders
 */
export async function* searchOrders(
  request: Request,
  sellerId: string,
  { search, options, given = new Set() }: Walk,
): AsyncGenerator<OrderPage> {
  if (search.from >= search.to) return;
  const counted = new Set<string>();
  for (let pass = 1; pass <= PASSES_MAX; pass++) {
    let total = 0;
    let offset = 0;
    do {
      const { rows, ...page } = await readPage(request, sellerId, { search, options, offset });
      total = page.total;
      if (total >= OFFSET_MAX) {
        for (const half of halve(search)) yield* searchOrders(request, sellerId, { search: half, options, given });
        return;
      }
      const fresh: OrderAndGaps[] = [];
      for (const row of rows) {
        const { id } = row.order;
        counted.add(id);
        if (!isInside(search, row.order) || given.has(id)) continue;
        given.add(id);
        fresh.push(row);
      }
      for (const group of groupByGaps(await completeOrders(request, fresh, options))) yield { ...group, total };
      if (rows.length === 0) break;
      offset += rows.length;
    } while (offset < total);
    if (counted.size >= total) return;
  }
  throw new MeliContractError(`${PASSES_MAX} passes over the pages did not bring as many orders as their total says`, {
    endpoint: ENDPOINT,
  });
}

async function readPage(
  request: Request,
  sellerId: string,
  { search, options, offset }: Walk & { offset: number },
): Promise<{ rows: OrderAndGaps[]; total: number }> {
  const query = {
    seller: sellerId,
    ...orderWindow(search),
    sort: 'date_asc',
    limit: PAGE_SIZE,
    offset,
  };
  const { data, missing } = await request({ endpoint: ENDPOINT, query, schema: Page }, options);
  return {
    rows: data.results.map((row) => {
      const { order, absent } = toOrderWithGaps(row);
      return { order, missing: [...new Set([...missing, ...absent])] };
    }),
    total: data.paging.total,
  };
}

/** The bounds of a window as the search takes them: whole hours around it. */
export function orderWindow({ field, from, to }: OrderSearch): Record<string, string> {
  return {
    [`order.${field}.from`]: writeHour(Math.floor(from.getTime() / HOUR_MS)),
    [`order.${field}.to`]: writeHour(Math.ceil(to.getTime() / HOUR_MS)),
  };
}

/** At least one group, so that a page without orders is told too. */
function groupByGaps(rows: readonly OrderAndGaps[]): { orders: Order[]; missing: string[] }[] {
  const groups = new Map<string, { orders: Order[]; missing: string[] }>();
  for (const { order, missing } of rows) {
    const name = [...missing].sort().join();
    const group = groups.get(name);
    if (group) group.orders.push(order);
    else groups.set(name, { orders: [order], missing });
  }
  return groups.size === 0 ? [{ orders: [], missing: [] }] : [...groups.values()];
}

/** Written with the offset that Mercado Livre itself writes (API document 0.2). */
function writeHour(hour: number): string {
  return new Date((hour - 4) * HOUR_MS).toISOString().replace('Z', '-04:00');
}

function isInside({ field, from, to }: OrderSearch, order: Order): boolean {
  const instant = field === 'date_last_updated' ? order.last_updated : order[field];
  return instant !== null && instant >= from && instant < to;
}

/** The later half first, as newer sales are looked at first; cut at a whole hour, since the search knows no finer bound. */
function halve({ field, from, to }: OrderSearch): OrderSearch[] {
  const [first, last] = [Math.floor(from.getTime() / HOUR_MS), Math.ceil(to.getTime() / HOUR_MS)];
  if (last - first < 2) {
    const what = `one hour has ${OFFSET_MAX} orders or more, which cannot be paged through`;
    throw new MeliContractError(what, { endpoint: ENDPOINT });
  }
  const middle = new Date(Math.floor((first + last) / 2) * HOUR_MS);
  return [
    { field, from: middle, to },
    { field, from, to: middle },
  ];
}
