import { MeliAuthorizationError, MeliRefusedError, MeliRequestError } from '../errors.ts';
import type { CallOptions, Request } from '../request.ts';
import { Performance, SalePrice } from '../wire/item.ts';
import { countItems } from './count-rows.ts';
import { getManyItems } from './get-many-items.ts';
import { listItemIds } from './list-item-ids.ts';

/** A listing's quality, as far as Pulso uses it; null = cannot be told. */
export interface ListingPerformance {
  hasClips: boolean | null;
  /** 0–100. */
  score: number | null;
}

const CLIP_RULE = 'UP_HAS_SHORTS';
const PERFORMANCE = '/item/{id}/performance';

export function createItems(request: Request) {
  return {
    listIds: (sellerId: string, options?: CallOptions) => listItemIds(request, sellerId, options),
    count: (sellerId: string, options?: CallOptions) => countItems(request, sellerId, options),
    getMany: (ids: readonly string[], options?: CallOptions) => getManyItems(request, ids, options),

    /**
     * The price that a buyer of the marketplace pays now (API document 4.3). It answers for paused and closed listings too, and
     * says nothing about availability.
     * @throws MeliRefusedError 403 or 404 for this listing
     */
    async getSalePrice(itemId: string, options?: CallOptions): Promise<SalePrice> {
      const query = { context: 'channel_marketplace' };
      return (await request({ endpoint: '/items/{id}/sale_price', id: itemId, query, schema: SalePrice }, options))
        .data;
    },

    /**
     * Whether the listing has a clip, and its score (API document 4.5, 4.6). Where Mercado Livre does not calculate it
     * (not active, catalogue: 400), does not know it (404) or does not tell us (403, 401 for a listing that is not ours), both
     * are null.
     */
    async getPerformance(itemId: string, options?: CallOptions): Promise<ListingPerformance> {
      try {
        const call = { endpoint: PERFORMANCE, id: itemId, schema: Performance, refusesOthersBy401: true };
        const { data } = await request(call, options);
        const rules = data.buckets.flatMap((bucket) => bucket.variables.flatMap((variable) => variable.rules));
        const clip = rules.find((rule) => rule.key === CLIP_RULE)?.status;
        return { hasClips: clip === 'COMPLETED' ? true : clip === 'PENDING' ? false : null, score: data.score };
      } catch (error) {
        if (cannotBeTold(error)) return { hasClips: null, score: null };
        throw error;
      }
    },
  };
}

function cannotBeTold(error: unknown): boolean {
  if (error instanceof MeliRefusedError) return true;
  if (error instanceof MeliRequestError) return error.status === 400;
  // Only this answer's own 401: that the keys cannot be renewed is another matter, and not this listing's.
  return error instanceof MeliAuthorizationError && error.endpoint === PERFORMANCE && error.status === 401;
}
