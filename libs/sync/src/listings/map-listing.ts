import type { Item } from '@pulso/meli-client';

/** One listing as the row that `upsert-listings.sql` reads. */
export interface ListingRow {
  listing_id: string;
  title: string | null;
  status: string | null;
  sub_status: string[] | null;
  currency: string | null;
  permalink: string | null;
  thumbnail: string | null;
  catalog_listing: boolean | null;
  family_name: string | null;
  family_id: string | null;
  user_product_id: string | null;
  parent_listing_id: string | null;
  tags: string[] | null;
  date_created: string | null;
  stop_time: string | null;
  last_updated: string | null;
  stock: number | null;
}

/** Parts of an answer of which nothing is stored. */
const UNSTORED = new Set(['seller_id', 'price', 'listing_type_id', 'shipping']);

/** Those of the parts that an answer left out which matter to what is stored of a listing. */
export function storedPartsOf(missing: readonly string[]): string[] {
  return missing.filter((part) => !UNSTORED.has(part)).sort();
}

/**
 * Facts as stated; the one thing derived is the stock of the old model, where variations hold it (API document 4.2).
 * @param missing parts that the answer left out (HTTP 206), which are null: what is stored of them stays
 */
export function mapListing(item: Item, missing: readonly string[] = []): ListingRow {
  return {
    listing_id: item.id,
    title: item.title ?? null,
    status: item.status ?? null,
    sub_status: missing.includes('sub_status') ? null : item.sub_status,
    currency: item.currency_id ?? null,
    permalink: item.permalink ?? null,
    thumbnail: item.thumbnail ?? null,
    catalog_listing: item.catalog_listing ?? null,
    family_name: item.family_name ?? null,
    family_id: item.family_id ?? null,
    user_product_id: item.user_product_id ?? null,
    parent_listing_id: item.parent_item_id ?? null,
    tags: missing.includes('tags') ? null : item.tags,
    date_created: item.date_created?.toISOString() ?? null,
    stop_time: item.stop_time?.toISOString() ?? null,
    last_updated: item.last_updated?.toISOString() ?? null,
    stock: missing.includes('variations') ? null : stockOf(item),
  };
}

/** Available quantity; with variations their sum, null as soon as one of them is not told. */
function stockOf(item: Item): number | null {
  const variations = item.variations ?? [];
  if (variations.length === 0) return item.available_quantity ?? null;
  let sum = 0;
  for (const variation of variations) {
    if (variation.available_quantity === null || variation.available_quantity === undefined) return null;
    sum += variation.available_quantity;
  }
  return sum;
}
