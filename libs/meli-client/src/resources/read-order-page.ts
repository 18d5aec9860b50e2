import { z } from 'zod';
import type { CallOptions, Request } from '../request.ts';
import { IdBody, Instant } from '../wire/values.ts';
import { type OrderAndGaps, readOrder } from './read-order.ts';

export type OrderDateField = 'date_closed' | 'date_last_updated' | 'date_created';

export interface OrderSearch {
  field: OrderDateField;
  from: Date;
  /** Exclusive. */
  to: Date;
}

/** A row of a page. */
export interface OrderRow {
  id: string;
  /** Null when no order can be made of it. */
  told: OrderAndGaps | null;
  /** When it was sold, as far as the row tells. */
  date_closed: Date | null;
}

/** A row must say which order it is; whatever else it says is looked at row by row. */
const Row = z.custom<Record<string, unknown> & { id: string | number }>(
  (row) => typeof row === 'object' && row !== null && 'id' in row && IdBody.safeParse(row.id).success,
  'an order without an id',
);
const Page = z.object({ results: z.array(Row), paging: z.object({ total: z.number().int() }) });

export const ORDER_SEARCH = '/orders/search';
/** The documented page length; 51 is the most that is taken (API document 6.1). */
const PAGE_SIZE = 50;
export const HOUR_MS = 3_600_000;

/** One page of a search for orders. */
export async function readOrderPage(
  request: Request,
  sellerId: string,
  { search, options, offset }: { search: OrderSearch; options?: CallOptions | undefined; offset: number },
): Promise<{ rows: OrderRow[]; total: number }> {
  const query = {
    seller: sellerId,
    ...orderWindow(search),
    sort: 'date_asc',
    limit: PAGE_SIZE,
    offset,
  };
  const { data, ...telling } = await request({ endpoint: ORDER_SEARCH, query, schema: Page }, options);
  return {
    rows: data.results.map((row) => {
      const read = readOrder(row, telling);
      const told = 'faults' in read ? null : read;
      const date_closed = told ? told.order.date_closed : (Instant.safeParse(row.date_closed).data ?? null);
      return { id: String(row.id), told, date_closed };
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

/** Written with the offset that Mercado Livre itself writes (API document 0.2). */
function writeHour(hour: number): string {
  return new Date((hour - 4) * HOUR_MS).toISOString().replace('Z', '-04:00');
}
