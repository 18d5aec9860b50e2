import { closedAt, type Listing, lastUpdatedAt, priceAt_cents, statusAt, stockAt } from '../world/listing.ts';
import { amount, itemTime } from './timestamps.ts';

/** Marks a number that JSON must show with all of its digits. */
export const WIDE = '__wide__';

/** A listing as `GET /items/{id}` tells it (API document 4.2). */
export function itemBody(listing: Listing, sellerId: string, at: number): Record<string, unknown> {
  const status = statusAt(listing, at);
  const closed = closedAt(listing, at);
  const stock = stockAt(listing, at);
  const stopTime = closed === null ? itemTime(listing.createdAt + 20 * 365 * 86_400_000) : itemTime(closed);
  return {
    id: listing.id,
    site_id: 'MLB',
    title: listing.title,
    family_name: listing.model === 'variations' ? null : listing.familyName,
    family_id: listing.model === 'variations' || listing.familyId === null ? null : `${WIDE}${listing.familyId}`,
    seller_id: Number(sellerId),
    category_id: listing.categoryId,
    user_product_id: listing.userProductId,
    price: amount(listing.basePrice_cents),
    base_price: amount(listing.basePrice_cents),
    original_price: null,
    inventory_id: null,
    currency_id: 'BRL',
    initial_quantity: 100,
    available_quantity: stock,
    sold_quantity: 214,
    listing_type_id: 'gold_special',
    start_time: itemTime(listing.createdAt),
    stop_time: closed !== null && !listing.tellsStopTime ? null : stopTime,
    condition: 'new',
    permalink: `https://produto.mercadolivre.com.br/${listing.id.replace('MLB', 'MLB-')}-anuncio-_JM`,
    thumbnail: `http://http2.mlstatic.com/D_${listing.id}-I.jpg`,
    video_id: null,
    shipping: {
      mode: 'me2',
      methods: [],
      tags: [],
      free_shipping: true,
      logistic_type: 'xd_drop_off',
      store_pick_up: false,
    },
    variations: listing.model === 'variations' ? variationsOf(listing, stock) : [],
    status,
    sub_status: status === 'paused' ? ['paused_by_seller'] : status === 'under_review' ? ['waiting_for_patch'] : [],
    tags: listing.tags,
    catalog_product_id: listing.isCatalog ? 'MLB18500852' : null,
    catalog_listing: listing.isCatalog,
    parent_item_id: listing.parentId,
    date_created: itemTime(listing.createdAt),
    last_updated: itemTime(lastUpdatedAt(listing, at)),
    health: null,
    item_relations: [],
    channels: ['marketplace'],
  };
}

function variationsOf(listing: Listing, stock: number) {
  const first = Math.floor(stock / 3);
  return [first, stock - first].map((available_quantity, index) => ({
    id: 180_000_000_000 + Number(listing.id.slice(3)) * 10 + index,
    price: amount(listing.basePrice_cents),
    attribute_combinations: [{ id: 'COLOR', name: 'Cor', value_id: null, value_name: index === 0 ? 'Azul' : 'Cinza' }],
    available_quantity,
    sold_quantity: 10,
    picture_ids: [],
    seller_custom_field: null,
    user_product_id: null,
  }));
}

/** What a field projection leaves of a body; `null` = everything. */
export function project(body: Record<string, unknown>, fields: readonly string[] | null): Record<string, unknown> {
  if (fields === null) return body;
  return Object.fromEntries(fields.filter((field) => field in body).map((field) => [field, body[field]]));
}

export function priceBody(listing: Listing, at: number) {
  const now_cents = priceAt_cents(listing, at);
  const isPromotion = now_cents < listing.basePrice_cents;
  return {
    price_id: '7',
    amount: amount(now_cents),
    regular_amount: isPromotion ? amount(listing.basePrice_cents) : null,
    currency_id: 'BRL',
    reference_date: itemTime(at),
    metadata: isPromotion ? { promotion_id: `OFFER-${listing.id}-1`, promotion_type: 'custom' } : {},
  };
}
