import { z } from 'zod';
import type { CallOptions, Request } from '../request.ts';
import { Id, listOf, orNull } from '../wire/values.ts';

const Boosts = listOf(z.object({ id: z.string(), status: orNull(z.string()) }));

const PriceToWin = z
  .object({
    item_id: Id,
    status: orNull(z.string()),
    current_price: orNull(z.number()),
    price_to_win: orNull(z.number()),
    currency_id: orNull(z.string()),
    consistent: orNull(z.boolean()),
    visit_share: orNull(z.string()),
    competitors_sharing_first_place: orNull(z.number()),
    reason: listOf(z.string()),
    catalog_product_id: orNull(z.string()),
    boosts: Boosts,
    winner: orNull(
      z.object({ item_id: orNull(Id), price: orNull(z.number()), currency_id: orNull(z.string()), boosts: Boosts }),
    ),
  })
  .transform((told) => ({ ...told, isInCatalog: !isOutside(told) }));

/** How a listing stands among those of the same catalogue product. Money in units of `currency_id`; null = not told. */
export type PriceToWin = z.output<typeof PriceToWin>;

const NOT_OPTED_IN = 'item_not_opted_in';

export function createCompetition(request: Request) {
  return {
    /**
     * The price with which a catalogue listing would win, and who wins now (API document 4.4). A listing outside the catalogue is
     * no failure: it is told with nulls, and `isInCatalog` is false (Q55).
     * @throws MeliRefusedError 403 or 404 for this listing
     */
    async getPriceToWin(itemId: string, options?: CallOptions): Promise<PriceToWin> {
      const call = { endpoint: '/items/{id}/price_to_win', id: itemId, query: { version: 'v2' }, schema: PriceToWin };
      return (await request(call, options)).data;
    },
  };
}

function isOutside(told: {
  reason: string[];
  catalog_product_id: string | null;
  price_to_win: number | null;
  winner: object | null;
}): boolean {
  if (told.reason.includes(NOT_OPTED_IN)) return true;
  return told.catalog_product_id === null && told.price_to_win === null && told.winner === null;
}
