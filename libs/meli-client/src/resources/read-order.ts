import type { z } from 'zod';
import { type Order, toOrder } from '../wire/order.ts';
import { OrderBody } from '../wire/order-body.ts';

/** An order with the names of the parts that the answer left out. */
export interface OrderAndGaps {
  order: Order;
  /** What is known of these parts must not be taken away. */
  missing: string[];
}

/** What an answer says of its own gaps. */
interface Telling {
  /** Names from `X-Content-Missing`. */
  missing: readonly string[];
  /** It is a 206, which does not always name its gaps. */
  isPartial: boolean;
}

/** Parts that every order has; not there is not the same as none (Q48). */
const PARTS = ['order_items', 'payments', 'shipping', 'tags'] as const;

/**
 * Reads an order as far as an answer tells it. A part of an unknown form counts as left out, so that one odd payment does not hide the
 * order, and the other orders with it.
 * @returns why no order can be made of it: its id, its status, its currency, or the instants by which it is found are not told
 */
export function readOrder(body: unknown, { missing, isPartial }: Telling): OrderAndGaps | { faults: z.ZodError } {
  const parsed = OrderBody.safeParse(body);
  if (parsed.success) return toOrderAndGaps(parsed.data, [...missing, ...absentOf(parsed.data, isPartial)]);
  const odd = new Set(parsed.error.issues.map(({ path }) => String(path[0])));
  const rest = OrderBody.safeParse(without(body, odd));
  if (!rest.success) return { faults: parsed.error };
  return toOrderAndGaps(rest.data, [...missing, ...odd, ...absentOf(rest.data, isPartial)]);
}

function toOrderAndGaps(body: OrderBody, missing: readonly string[]): OrderAndGaps {
  return { order: toOrder(body), missing: [...new Set(missing)] };
}

/** A 206 may also write what it leaves out as nothing. That an order is not confirmed yet is written as null, and never left out. */
function absentOf(body: OrderBody, isPartial: boolean): string[] {
  const isGone = (part: (typeof PARTS)[number]) => {
    const value = body[part];
    if (value === undefined || (value === null && part === 'tags')) return true;
    return isPartial && part !== 'tags' && (value === null || (Array.isArray(value) && value.length === 0));
  };
  const gone: string[] = PARTS.filter(isGone);
  return isPartial && body.date_closed === undefined ? [...gone, 'date_closed'] : gone;
}

function without(body: unknown, names: ReadonlySet<string>): unknown {
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(Object.entries(body).filter(([name]) => !names.has(name)));
}
