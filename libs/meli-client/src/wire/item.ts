import { z } from 'zod';
import { Id, Instant, listOf, orNull } from './values.ts';

/** What Pulso takes of a listing (API document 4.2). Everything else of the answer stays outside. */
export const Item = z.object({
  id: z.string().min(1),
  title: orNull(z.string()),
  seller_id: orNull(Id),
  site_id: orNull(z.string()),
  category_id: orNull(z.string()),
  status: orNull(z.string()),
  sub_status: listOf(z.string()),
  currency_id: orNull(z.string()),
  price: orNull(z.number()),
  available_quantity: orNull(z.number().int()),
  variations: listOf(z.object({ id: Id, available_quantity: orNull(z.number().int()) })),
  permalink: orNull(z.string()),
  thumbnail: orNull(z.string()),
  catalog_listing: orNull(z.boolean()),
  family_name: orNull(z.string()),
  family_id: orNull(Id),
  user_product_id: orNull(z.string()),
  parent_item_id: orNull(z.string()),
  listing_type_id: orNull(z.string()),
  shipping: orNull(z.object({ logistic_type: orNull(z.string()) })),
  tags: listOf(z.string()),
  date_created: orNull(Instant),
  last_updated: orNull(Instant),
  start_time: orNull(Instant),
  stop_time: orNull(Instant),
});
export type Item = z.infer<typeof Item>;

export const ITEM_FIELDS = Object.keys(Item.shape);

export const SalePrice = z.object({
  amount: orNull(z.number()),
  regular_amount: orNull(z.number()),
  currency_id: orNull(z.string()),
  reference_date: orNull(Instant),
});
export type SalePrice = z.infer<typeof SalePrice>;

export const Performance = z.object({
  score: orNull(z.number()),
  buckets: listOf(
    z.object({ variables: listOf(z.object({ rules: listOf(z.object({ key: z.string(), status: z.string() })) })) }),
  ),
});
export type Performance = z.infer<typeof Performance>;
