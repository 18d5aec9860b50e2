import { MeliContractError } from '../errors.ts';
import type { CallOptions, Request } from '../request.ts';
import type { Order } from '../wire/order.ts';
import { completeOrders } from './complete-orders.ts';
import { HOUR_MS, ORDER_SEARCH, type OrderRow, type OrderSearch, readOrderPage } from './read-order-page.ts';

/** An order of which nothing can be stored: what it is known by is not told, nor when it is asked for alone. */
interface UnreadableOrder {
  id: string;
  /** When it was sold; null = not told either. */
  date_closed: Date | null;
}

export interface OrderPage {
  /** Orders of the window that this walk did not give before, all with the same missing parts. */
  orders: Order[];
  /** Mercado Livre's own count for the window, edges included. */
  total: number;
  /** Parts that Mercado Livre does not tell of any of these orders, even asked singly: what is known of them stays (Q48). */
  missing: string[];
  unreadable: UnreadableOrder[];
}

interface Walk {
  search: OrderSearch;
  options?: CallOptions | undefined;
  /** Orders that were given already, shared by the halves of a window. */
  given?: Set<string>;
}

const OFFSET_MAX = 10_000;
const PASSES_MAX = 5;
const DATE_OF = {
  date_closed: 'date_closed',
  date_last_updated: 'last_updated',
  date_created: 'date_created',
} as const;

/**
 * Every order of the window by one of its dates, each once. Mercado Livre honours only the hour of a bound and lets rows of
 * the neighbouring hour in, so the window is widened to whole hours and cut again here. Pages shift while rows change, so passes are
 * repeated until the distinct ids reach the total; a window with 10,000 rows or more is halved (API document 6.1, Q34–Q37).
 * Orders with missing parts are read again singly; what stays missing makes a page of its own (Q48).
 * Small windows, a day or less, page most reliably. An order without `date_closed` is in no window of that date (Q41); one whose date is
 * not told is in the window that it was found by.
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
      const { rows, ...page } = await readOrderPage(request, sellerId, { search, options, offset });
      total = page.total;
      if (total >= OFFSET_MAX) {
        for (const half of halve(search)) yield* searchOrders(request, sellerId, { search: half, options, given });
        return;
      }
      for (const row of rows) counted.add(row.id);
      // A row that does not tell its date is asked for alone before it is cut off.
      const fresh = new Map(
        rows.filter((row) => !given.has(row.id) && mayBeInside(search, row)).map((row) => [row.id, row]),
      );
      const complete = await completeOrders(request, [...fresh.values()], options);
      const inside = complete.filter((row) => mayBeInside(search, row));
      for (const { id } of inside) given.add(id);
      for (const group of groupByGaps(inside)) yield { ...group, total };
      if (rows.length === 0) break;
      offset += rows.length;
    } while (offset < total);
    if (counted.size >= total) return;
  }
  throw new MeliContractError(`${PASSES_MAX} passes over the pages did not bring as many orders as their total says`, {
    endpoint: ORDER_SEARCH,
  });
}

/** At least one group, so that a page without orders is told too. */
function groupByGaps(rows: readonly OrderRow[]): Omit<OrderPage, 'total'>[] {
  const groups = new Map<string, Omit<OrderPage, 'total'>>();
  for (const { id, told, date_closed } of rows) {
    const name = told ? [...told.missing].sort().join() : '';
    const group = groups.get(name) ?? { orders: [], missing: told?.missing ?? [], unreadable: [] };
    groups.set(name, group);
    if (told) group.orders.push(told.order);
    else group.unreadable.push({ id, date_closed });
  }
  return groups.size === 0 ? [{ orders: [], missing: [], unreadable: [] }] : [...groups.values()];
}

/** False only for an order whose date is told, and lies outside. */
function mayBeInside({ field, from, to }: OrderSearch, { told, date_closed }: OrderRow): boolean {
  const name = DATE_OF[field];
  if (told?.missing.includes(name)) return true;
  const instant = told ? told.order[name] : name === 'date_closed' ? date_closed : null;
  if (instant === null) return told === null;
  return instant >= from && instant < to;
}

/** The later half first, as newer sales are looked at first; cut at a whole hour, since the search knows no finer bound. */
function halve({ field, from, to }: OrderSearch): OrderSearch[] {
  const [first, last] = [Math.floor(from.getTime() / HOUR_MS), Math.ceil(to.getTime() / HOUR_MS)];
  if (last - first < 2) {
    const what = `one hour has ${OFFSET_MAX} orders or more, which cannot be paged through`;
    throw new MeliContractError(what, { endpoint: ORDER_SEARCH });
  }
  const middle = new Date(Math.floor((first + last) / 2) * HOUR_MS);
  return [
    { field, from: middle, to },
    { field, from, to: middle },
  ];
}
