import { type Listing, variationsOf } from '../world/listing.ts';
import type { ListingTurn } from '../world/listing-turns.ts';
import type { Notice } from './notice.ts';

/** What is told of a listing's change: always the listing, and its price or its user product's stock besides. */
export function listingNotices(
  listing: Listing,
  sellerId: string,
  { at, what }: { at: number; what: ReadonlySet<ListingTurn['what']> },
): Notice[] {
  const tell = (topic: string, resource: string): Notice => ({ sellerId, topic, resource, at });
  const variations = variationsOf(listing);
  const products = variations.length > 0 ? variations : [listing];
  return [
    tell('items', `/items/${listing.id}`),
    ...(what.has('price') ? [tell('items_prices', `/items/${listing.id}/prices`)] : []),
    ...(what.has('stock')
      ? products.map(({ userProductId }) => tell('stock-locations', `/user-products/${userProductId}/stock`))
      : []),
  ];
}
