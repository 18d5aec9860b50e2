import { z } from 'zod';
import { Id, Instant, listOf, orNull } from './values.ts';

/**
 * What Pulso takes of a listing (API document 4.2). Everything else of the answer stays outside. Money is in units of the
 * currency; `price` is on its way out of this answer, the sale price is the one buyers pay.
 */
export const Item = z.object({
  id: z.string().min(1),
  title: z.string(),
  seller_id: orNull(Id),
  site_id: orNull(z.string()),
  category_id: orNull(z.string()),
  status: z.string().min(1),
  sub_status: listOf(z.string()),
  currency_id: orNull(z.string()),
  price: orNull(z.number()),
  available_quantity: orNull(z.number().int()),
  /** Of the older model only; then they hold the stock. */
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

/** What a buyer pays now, in units of `currency_id` (API document 4.3). */
export const SalePrice = z.object({
  amount: z.number().nullable(),
  /** The price struck through. Without a `promotion_id` it is a kit's own way of showing a price, and no promotion (Q20). */
  regular_amount: orNull(z.number()),
  currency_id: z.string().min(1),
  reference_date: orNull(Instant),
  metadata: z
    .object({
      campaign_id: orNull(z.string()),
      promotion_id: orNull(z.string()),
      promotion_type: orNull(z.string()),
    })
    .nullish()
    .transform((given) => given ?? { campaign_id: null, promotion_id: null, promotion_type: null }),
});
export type SalePrice = z.infer<typeof SalePrice>;

const Rule = z.object({ key: z.string(), status: z.string() });

/** Quality of a listing or of its user product: the score and the rules behind it (API document 4.5). */
export const Performance = z.object({
  score: orNull(z.number()),
  buckets: z.array(z.object({ variables: listOf(z.object({ rules: listOf(Rule) })) })),
});
