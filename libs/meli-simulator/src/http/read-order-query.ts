import { HOUR_MS } from '../world/days.ts';
import type { Order } from '../world/order.ts';
import type { OrderState } from '../world/order-state.ts';
import { refuse } from './refusals.ts';

const FIELDS = ['date_closed', 'date_last_updated', 'date_created'] as const;
export type Field = (typeof FIELDS)[number];

/** A field's instant lies from `from` on and before `to`. */
export interface Bound {
  field: Field;
  from: number;
  to: number;
}

type Query = Record<string, string | undefined>;

/** The bounds of a search, by the hour: minutes and seconds are dropped. @throws Refusal 400 */
export function readBounds(query: Query): Bound[] {
  return FIELDS.flatMap((field): Bound[] => {
    const from = hourOf(query[`order.${field}.from`]);
    const to = hourOf(query[`order.${field}.to`]);
    if (from === null && to === null) return [];
    return [{ field, from: from ?? 0, to: to === null ? Number.POSITIVE_INFINITY : to + HOUR_MS }];
  });
}

/** `paid` does not mean `partially_refunded`; `q` means an order, a listing or a part of a title. */
export function readFilters(query: Query): (order: Order, state: OrderState) => boolean {
  const statuses = query['order.status']?.split(',');
  const { q, item } = query;
  return (order, state) => {
    if (statuses && !statuses.includes(state.status)) return false;
    if (item !== undefined && !order.lines.some((line) => line.listingId === item)) return false;
    if (q === undefined || q === '') return true;
    const words = [String(order.id), ...order.lines.flatMap((line) => [line.listingId, line.title.toLowerCase()])];
    return words.some((word) => word.includes(q.toLowerCase()) || word === q);
  };
}

function hourOf(text: string | undefined): number | null {
  if (text === undefined || text === '') return null;
  const instant = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  if (Number.isNaN(instant)) throw refuse.badRequest(`Invalid date format: ${text}`);
  return Math.floor(instant / HOUR_MS) * HOUR_MS;
}
