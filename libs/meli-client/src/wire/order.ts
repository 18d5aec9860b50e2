import { z } from 'zod';
import { Id, Instant, listOf, orNull } from './values.ts';

/**
 * What Pulso takes of an order (API document 6.2). The buyer, the payer and every other field stay outside: this list is the
 * wall that keeps personal data out of the system.
 */
export const Order = z.object({
  id: Id,
  status: z.string().min(1),
  status_detail: orNull(z.unknown().transform((value) => (typeof value === 'string' ? value : null))),
  date_created: Instant,
  date_closed: orNull(Instant),
  last_updated: Instant,
  pack_id: orNull(Id),
  total_amount: orNull(z.number()),
  paid_amount: orNull(z.number()),
  currency_id: z.string().min(1),
  order_items: listOf(
    z.object({
      item: z.object({
        id: z.string().min(1),
        title: orNull(z.string()),
        category_id: orNull(z.string()),
        variation_id: orNull(Id),
        seller_sku: orNull(z.string()),
        user_product_id: orNull(z.string()),
      }),
      quantity: z.number().int(),
      unit_price: z.number(),
      full_unit_price: orNull(z.number()),
      sale_fee: orNull(z.number()),
      currency_id: orNull(z.string()),
      listing_type_id: orNull(z.string()),
    }),
  ),
  payments: listOf(
    z.object({
      id: Id,
      status: z.string(),
      currency_id: orNull(z.string()),
      transaction_amount: orNull(z.number()),
      transaction_amount_refunded: orNull(z.number()),
      shipping_cost: orNull(z.number()),
      marketplace_fee: orNull(z.number()),
      date_approved: orNull(Instant),
    }),
  ),
  shipping: orNull(z.object({ id: orNull(Id) })),
  tags: listOf(z.string()),
  cancel_detail: orNull(
    z.object({
      code: orNull(z.string()),
      group: orNull(z.string()),
      requested_by: orNull(z.string()),
      date: orNull(Instant),
    }),
  ),
  context: orNull(z.object({ channel: orNull(z.string()) })),
  seller: orNull(z.object({ id: Id })),
});
export type Order = z.infer<typeof Order>;

/** Parts of an order that an answer may leave out. */
const ORDER_PARTS = ['order_items', 'payments', 'shipping'] as const;

/** An order with the names of the parts that are not in the answer at all: not there is not the same as none (Q48). */
export const OrderWithGaps = z.unknown().transform((raw, context): { order: Order; absent: string[] } => {
  const parsed = Order.safeParse(raw);
  if (parsed.success)
    return { order: parsed.data, absent: ORDER_PARTS.filter((part) => !Object.hasOwn(Object(raw), part)) };
  for (const { path, message } of parsed.error.issues) context.addIssue({ code: 'custom', path, message });
  return z.NEVER;
});
