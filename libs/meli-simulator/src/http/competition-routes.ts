import type { FastifyInstance } from 'fastify';
import type { Listing } from '../world/listing.ts';
import { priceAt_cents } from '../world/listing-changes.ts';
import { chance, pick, whole } from '../world/random.ts';
import { requireListing } from './item-routes.ts';
import { type ById, type Mirror, requireCaller } from './mirror.ts';
import { refuse } from './refusals.ts';
import { amount } from './timestamps.ts';

const BOOSTS = [
  ['fulfillment', 'Full'],
  ['free_installments', 'Parcelamento sem acréscimo'],
  ['free_shipping', 'Frete grátis'],
  ['same_day_shipping', 'Entrega no mesmo dia'],
] as const;

/** How a listing of the catalogue stands against others (API document 4.4). */
export function competitionRoutes(server: FastifyInstance, mirror: Mirror): void {
  server.get<ById>('/items/:id/price_to_win', async (request) => {
    const world = requireCaller(mirror, request);
    const listing = requireListing(mirror, request.params.id, { world, denied: refuse.accessDenied });
    return listing.isCatalog ? competing(listing, mirror.now()) : notListed(listing);
  });
}

function competing(listing: Listing, at: number) {
  const price_cents = priceAt_cents(listing, at);
  const isWinning = chance(listing.seed, 'winning', listing.id) < 0.3;
  const toWin_cents = isWinning
    ? price_cents
    : Math.floor(price_cents * (0.9 + chance(listing.seed, 'to win', listing.id) / 12));
  return {
    item_id: listing.id,
    current_price: amount(price_cents),
    currency_id: 'BRL',
    price_to_win: amount(toWin_cents),
    boosts: BOOSTS.map(([id, description]) => ({
      id,
      status: pick(['boosted', 'not_boosted', 'opportunity', 'not_apply'], listing.seed, 'boost', listing.id, id),
      description,
    })),
    status: isWinning ? 'winning' : 'competing',
    consistent: true,
    visit_share: isWinning ? 'maximum' : 'minimum',
    competitors_sharing_first_place: null,
    reason: [],
    catalog_product_id: `MLB${whole(10_000_000, 99_999_999, listing.seed, 'product', listing.id)}`,
    winner: {
      item_id: isWinning ? listing.id : `MLB${whole(3_900_000_000, 3_999_999_999, listing.seed, 'winner', listing.id)}`,
      price: amount(toWin_cents),
      currency_id: 'BRL',
      boosts: [{ id: 'fulfillment', status: 'boosted', description: 'Full' }],
    },
  };
}

/** Outside the catalogue it is an answer without contents, and no refusal. */
function notListed(listing: Listing) {
  return {
    item_id: listing.id,
    current_price: null,
    currency_id: 'BRL',
    price_to_win: null,
    boosts: null,
    status: 'not_listed',
    consistent: true,
    visit_share: null,
    competitors_sharing_first_place: null,
    reason: ['item_not_opted_in'],
    catalog_product_id: null,
    winner: null,
  };
}
