import { closedAt, type Listing, statusAt, variationsOf } from '../world/listing.ts';
import { lastUpdatedAt, priceAt_cents, stockAt } from '../world/listing-changes.ts';
import { attributesOf, picturesOf, SALE_TERMS, SELLER_ADDRESS, SHIPPING, WARRANTY } from './item-parts.ts';
import { amount, itemTime, secondTime } from './timestamps.ts';

/** Marks a number that JSON must show with all of its digits. */
export const WIDE = '__wide__';

/** Listings that are open say that they close in twenty years. */
const OPEN_MS = 20 * 365 * 86_400_000;
const SOLD = 214;

const SUB_STATUS = {
  active: [],
  paused: ['paused_by_seller'],
  closed: [],
  under_review: ['waiting_for_patch'],
};

/** A listing as `GET /items/{id}` tells it (API document 4.2). Its `price` is not what a buyer pays: that is the sale price. */
export function itemBody(listing: Listing, sellerId: string, at: number): Record<string, unknown> {
  const status = statusAt(listing, at);
  const stock = stockAt(listing, at);
  const isOldModel = listing.model === 'variations';
  const pictures = picturesOf(listing.id);
  const stopTime = stopTimeAt(listing, at);
  const price = amount(listing.basePrice_cents);
  return {
    id: listing.id,
    site_id: 'MLB',
    title: listing.title,
    family_name: isOldModel ? null : listing.familyName,
    family_id: isOldModel ? null : `${WIDE}${listing.familyId}`,
    seller_id: Number(sellerId),
    category_id: listing.categoryId,
    user_product_id: isOldModel ? null : listing.userProductId,
    official_store_id: null,
    price,
    base_price: price,
    original_price: null,
    inventory_id: null,
    currency_id: 'BRL',
    initial_quantity: stock + SOLD,
    available_quantity: stock,
    sold_quantity: SOLD,
    sale_terms: SALE_TERMS,
    buying_mode: 'buy_it_now',
    listing_type_id: 'gold_special',
    start_time: itemTime(listing.createdAt),
    historical_start_time: itemTime(listing.createdAt),
    stop_time: stopTime,
    end_time: stopTime,
    expiration_time: itemTime(at + 20 * 86_400_000),
    condition: 'new',
    permalink: `https://produto.mercadolivre.com.br/${listing.id.replace('MLB', 'MLB-')}-anuncio-simulado-_JM`,
    thumbnail_id: pictures[0]?.id,
    thumbnail: `http://http2.mlstatic.com/D_${pictures[0]?.id}-I.jpg`,
    pictures,
    video_id: null,
    descriptions: [],
    accepts_mercadopago: true,
    non_mercado_pago_payment_methods: [],
    shipping: SHIPPING,
    international_delivery_mode: 'none',
    seller_address: SELLER_ADDRESS,
    seller_contact: null,
    location: {},
    geolocation: { latitude: -22.9, longitude: -47.06 },
    coverage_areas: [],
    attributes: attributesOf(listing.sku),
    warnings: [],
    listing_source: '',
    variations: variationBodies(listing, stock),
    status,
    sub_status: SUB_STATUS[status],
    tags: listing.tags,
    warranty: WARRANTY,
    catalog_product_id: listing.isCatalog ? 'MLB18500852' : null,
    domain_id: 'MLB-HOUSEWARES',
    seller_custom_field: null,
    parent_item_id: null,
    differential_pricing: null,
    deal_ids: [],
    automatic_relist: false,
    date_created: itemTime(listing.createdAt),
    last_updated: itemTime(lastUpdatedAt(listing, at)),
    total_listing_fee: null,
    health: 0.82,
    catalog_listing: listing.isCatalog,
    item_relations: [],
    channels: ['marketplace', 'mshops'],
    bundle: null,
  };
}

/** When the listing stopped or will stop, or null when it stopped and does not tell. */
export function stopTimeAt(listing: Listing, at: number): string | null {
  const closed = closedAt(listing, at);
  if (closed === null) return itemTime(listing.createdAt + OPEN_MS);
  return listing.tellsStopTime ? itemTime(closed) : null;
}

/** The variants of the old model; their stock adds up to the listing's. */
function variationBodies(listing: Listing, stock: number) {
  const variations = variationsOf(listing);
  const share = Math.floor(stock / Math.max(1, variations.length));
  return variations.map(({ id, color, userProductId }, index) => ({
    id,
    price: amount(listing.basePrice_cents),
    attribute_combinations: [
      {
        id: 'COLOR',
        name: 'Cor',
        value_id: null,
        value_name: color,
        values: [{ id: null, name: color, struct: null }],
        value_type: 'string',
      },
    ],
    available_quantity: index === 0 ? stock - share * (variations.length - 1) : share,
    sold_quantity: 70 + index,
    sale_terms: [],
    picture_ids: [picturesOf(listing.id)[index]?.id],
    seller_custom_field: null,
    catalog_product_id: null,
    inventory_id: null,
    item_relations: [],
    user_product_id: userProductId,
  }));
}

/** The price that a buyer pays now (API document 4.3); below the base price it is a promotion. */
export function salePriceBody(listing: Listing, at: number) {
  const price_cents = priceAt_cents(listing, at);
  const isPromotion = price_cents < listing.basePrice_cents;
  const number = listing.id.slice(3);
  return {
    price_id: isPromotion ? '7' : '1',
    amount: amount(price_cents),
    regular_amount: isPromotion ? amount(listing.basePrice_cents) : null,
    currency_id: 'BRL',
    reference_date: secondTime(at),
    metadata: isPromotion
      ? {
          campaign_id: `C-MLB${number.slice(-7)}`,
          promotion_id: `OFFER-${listing.id}-${number}`,
          promotion_type: 'custom',
        }
      : {},
  };
}
