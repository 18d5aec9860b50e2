import { closedAt, type Listing, statusAt, variationsOf } from '../world/listing.ts';
import { basePriceAt_cents, lastUpdatedAt, stockAt } from '../world/listing-changes.ts';
import { ALIKE, attributesOf, picturesOf } from './item-parts.ts';
import { amount, itemTime } from './timestamps.ts';

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
  const price = amount(basePriceAt_cents(listing, at));
  return {
    ...ALIKE,
    id: listing.id,
    title: listing.title,
    family_name: isOldModel ? null : listing.familyName,
    family_id: isOldModel ? null : `${WIDE}${listing.familyId}`,
    seller_id: Number(sellerId),
    category_id: listing.categoryId,
    user_product_id: isOldModel ? null : listing.userProductId,
    price,
    base_price: price,
    initial_quantity: stock + SOLD,
    available_quantity: stock,
    sold_quantity: SOLD,
    start_time: itemTime(listing.createdAt),
    historical_start_time: itemTime(listing.createdAt),
    stop_time: stopTime,
    end_time: stopTime,
    expiration_time: itemTime(at + 20 * 86_400_000),
    permalink: `https://produto.mercadolivre.com.br/${listing.id.replace('MLB', 'MLB-')}-anuncio-simulado-_JM`,
    thumbnail_id: pictures[0]?.id,
    thumbnail: `http://http2.mlstatic.com/D_${pictures[0]?.id}-I.jpg`,
    pictures,
    attributes: attributesOf(listing.sku),
    variations: variationBodies(listing, { stock, price }),
    status,
    sub_status: SUB_STATUS[status],
    tags: listing.tags,
    catalog_product_id: listing.isCatalog ? 'MLB18500852' : null,
    date_created: itemTime(listing.createdAt),
    last_updated: itemTime(lastUpdatedAt(listing, at)),
    catalog_listing: listing.isCatalog,
  };
}

/** When the listing stopped or will stop, or null when it stopped and does not tell. */
export function stopTimeAt(listing: Listing, at: number): string | null {
  const closed = closedAt(listing, at);
  if (closed === null) return itemTime(listing.createdAt + OPEN_MS);
  return listing.tellsStopTime ? itemTime(closed) : null;
}

/** The variants of the old model; their stock adds up to the listing's. */
function variationBodies(listing: Listing, { stock, price }: { stock: number; price: number }) {
  const variations = variationsOf(listing);
  const share = Math.floor(stock / Math.max(1, variations.length));
  return variations.map(({ id, color, userProductId }, index) => ({
    id,
    price,
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
