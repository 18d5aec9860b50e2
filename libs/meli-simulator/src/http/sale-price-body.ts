import type { Listing } from '../world/listing.ts';
import { basePriceAt_cents, priceAt_cents } from '../world/listing-changes.ts';
import { amount, secondTime } from './timestamps.ts';

/** The price that a buyer pays now (API document 4.3); below the base price it is a promotion. */
export function salePriceBody(listing: Listing, at: number) {
  const price_cents = priceAt_cents(listing, at);
  const base_cents = basePriceAt_cents(listing, at);
  const isPromotion = price_cents < base_cents;
  const number = listing.id.slice(3);
  return {
    price_id: isPromotion ? '7' : '1',
    amount: amount(price_cents),
    regular_amount: isPromotion ? amount(base_cents) : null,
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
