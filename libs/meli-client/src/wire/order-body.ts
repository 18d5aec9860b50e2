import { z } from 'zod';
import { IdBody, InstantBody } from './values.ts';

const Line = z.object({
  item: z.object({
    id: z.string().min(1),
    title: z.string().nullish(),
    category_id: z.string().nullish(),
    variation_id: IdBody.nullish(),
    seller_sku: z.string().nullish(),
    user_product_id: z.string().nullish(),
  }),
  quantity: z.number().int(),
  unit_price: z.number(),
  full_unit_price: z.number().nullish(),
  sale_fee: z.number().nullish(),
  currency_id: z.string().nullish(),
  listing_type_id: z.string().nullish(),
});
const Payment = z.object({
  id: IdBody,
  status: z.string(),
  currency_id: z.string().nullish(),
  transaction_amount: z.number().nullish(),
  transaction_amount_refunded: z.number().nullish(),
  shipping_cost: z.number().nullish(),
  marketplace_fee: z.number().nullish(),
  date_approved: InstantBody.nullish(),
});
const Cancellation = z.object({
  code: z.string().nullish(),
  group: z.string().nullish(),
  requested_by: z.string().nullish(),
  date: InstantBody.nullish(),
});

/**
 * What Pulso takes of an order (API document 6.2), as it is written. The buyer, the payer and every other field stay outside: this
 * list is the wall that keeps personal data out of the system.
 *
 * It only checks and transforms nothing, which a page of fifty orders makes three times as fast.
 */
export const OrderBody = z.object({
  id: IdBody,
  status: z.string().min(1),
  status_detail: z.unknown().optional(),
  date_created: InstantBody,
  date_closed: InstantBody.nullish(),
  last_updated: InstantBody,
  pack_id: IdBody.nullish(),
  total_amount: z.number().nullish(),
  paid_amount: z.number().nullish(),
  currency_id: z.string().min(1),
  order_items: z.array(Line).nullish(),
  payments: z.array(Payment).nullish(),
  shipping: z.object({ id: IdBody.nullish() }).nullish(),
  tags: z.array(z.string()).nullish(),
  cancel_detail: Cancellation.nullish(),
  context: z.object({ channel: z.string().nullish() }).nullish(),
  seller: z.object({ id: IdBody }).nullish(),
});
export type OrderBody = z.infer<typeof OrderBody>;
