import { MeliAuthorizationError, MeliRefusedError, MeliRequestError } from '../errors.ts';
import type { CallOptions, Request } from '../request.ts';
import { Performance, SalePrice } from '../wire/item.ts';
import { getManyItems } from './get-many-items.ts';
import { listItemIds } from './list-item-ids.ts';

/** A listing's quality, as far as Pulso uses it; null = cannot be told. */
export interface ListingPerformance {
  hasClips: boolean | null;
  /** 0–100. */
  score: number | null;
}

const CLIP_RULE = 'UP_HAS_SHORTS';

export function createItems(request: Request) {
  return {
    listIds: (sellerId: string, options?: CallOptions) => listItemIds(request, sellerId, options),
    getMany: (ids: readonly string[], options?: CallOptions) => getManyItems(request, ids, options),

    /** The price that a buyer of the marketplace pays now (API document 4.3); answers for paused listings too. */
    async getSalePrice(itemId: string, options?: CallOptions): Promise<SalePrice> {
      const call = {
        endpoint: '/items/{id}/sale_price',
        path: `/items/${itemId}/sale_price`,
        query: { context: 'channel_marketplace' },
      };
      return (await request({ ...call, schema: SalePrice }, options)).data;
    },

    /**
     * Whether the listing has a clip, and its score (API document 4.5, 4.6). Where Mercado Livre does not calculate it,
     * does not know it or does not tell us, both are null.
     */
    async getPerformance(itemId: string, options?: CallOptions): Promise<ListingPerformance> {
      try {
        const call = { endpoint: '/item/{id}/performance', path: `/item/${itemId}/performance`, schema: Performance };
        const { data } = await request(call, options);
        const rules = data.buckets.flatMap((bucket) => bucket.variables.flatMap((variable) => variable.rules));
        const clip = rules.find((rule) => rule.key === CLIP_RULE)?.status;
        return { hasClips: clip === 'COMPLETED' ? true : clip === 'PENDING' ? false : null, score: data.score };
      } catch (error) {
        // 401 stands here for a listing that is not ours (API document 4.5); a key that is really dead fails the next call.
        const isNotCalculated =
          error instanceof MeliRequestError ||
          error instanceof MeliRefusedError ||
          error instanceof MeliAuthorizationError;
        if (isNotCalculated) return { hasClips: null, score: null };
        throw error;
      }
    },
  };
}
