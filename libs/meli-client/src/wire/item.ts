import { z } from 'zod';
import { IdBody, Instant, InstantBody, listOf, orNull, toId, toInstant, toValue } from './values.ts';

/** What Pulso takes of a listing (API document 4.2), as it is written; everything else of the answer stays outside. It transforms nothing, for speed. */
export const ItemBody = z.object({
  id: z.string().min(1),
  title: z.string().nullish(),
  seller_id: IdBody.nullish(),
  status: z.string().min(1).nullish(),
  sub_status: z.array(z.string()).nullish(),
  currency_id: z.string().nullish(),
  price: z.number().nullish(),
  available_quantity: z.number().int().nullish(),
  /** Of the older model only; then they hold the stock. */
  variations: z.array(z.object({ id: IdBody, available_quantity: z.number().int().nullish() })).nullish(),
  permalink: z.string().nullish(),
  thumbnail: z.string().nullish(),
  catalog_listing: z.boolean().nullish(),
  family_name: z.string().nullish(),
  family_id: IdBody.nullish(),
  user_product_id: z.string().nullish(),
  parent_item_id: z.string().nullish(),
  listing_type_id: z.string().nullish(),
  shipping: z.object({ logistic_type: z.string().nullish() }).nullish(),
  tags: z.array(z.string()).nullish(),
  date_created: InstantBody.nullish(),
  last_updated: InstantBody.nullish(),
  stop_time: InstantBody.nullish(),
});
type ItemBody = z.infer<typeof ItemBody>;

/**
 * A listing: ids as text, null for what is not known. Money is in units of the currency; `price` is on its way out of this answer,
 * the sale price is the one buyers pay.
 */
export function toItem(body: ItemBody) {
  return {
    id: body.id,
    title: body.title ?? null,
    seller_id: toId(body.seller_id),
    status: body.status ?? null,
    sub_status: body.sub_status ?? [],
    currency_id: body.currency_id ?? null,
    price: body.price ?? null,
    available_quantity: body.available_quantity ?? null,
    variations: (body.variations ?? []).map(({ id, available_quantity }) => ({
      id: String(id),
      available_quantity: available_quantity ?? null,
    })),
    permalink: body.permalink ?? null,
    thumbnail: body.thumbnail ?? null,
    catalog_listing: body.catalog_listing ?? null,
    family_name: body.family_name ?? null,
    family_id: toId(body.family_id),
    user_product_id: body.user_product_id ?? null,
    parent_item_id: body.parent_item_id ?? null,
    listing_type_id: body.listing_type_id ?? null,
    shipping: toValue(body.shipping, ({ logistic_type }) => ({ logistic_type: logistic_type ?? null })),
    tags: body.tags ?? [],
    date_created: toValue(body.date_created, toInstant),
    last_updated: toValue(body.last_updated, toInstant),
    stop_time: toValue(body.stop_time, toInstant),
  };
}
export type Item = ReturnType<typeof toItem>;

export const ITEM_FIELDS = Object.keys(ItemBody.shape);

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
