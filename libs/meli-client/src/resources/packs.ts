import { z } from 'zod';
import type { CallOptions, Request } from '../request.ts';
import { Id, Instant, listOf, orNull } from '../wire/values.ts';

const Pack = z.object({
  id: Id,
  orders: listOf(z.object({ id: Id })),
  shipment: orNull(z.object({ id: orNull(Id) })),
  status: orNull(z.string()),
  status_detail: orNull(z.string()),
  date_created: orNull(Instant),
  last_updated: orNull(Instant),
});
export type Pack = z.infer<typeof Pack>;

export function createPacks(request: Request) {
  return {
    /**
     * The orders that were bought in one cart (API document 6.3), those of connected sellers only.
     * @throws MeliRefusedError 403 or 404 for this pack
     */
    async get(packId: string, options?: CallOptions): Promise<Pack> {
      return (await request({ endpoint: '/packs/{id}', id: packId, schema: Pack }, options)).data;
    },
  };
}
