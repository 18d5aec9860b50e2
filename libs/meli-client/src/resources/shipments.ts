import { z } from 'zod';
import type { CallOptions, Request } from '../request.ts';
import { Id, orNull } from '../wire/values.ts';

const Costs = z.object({
  gross_amount: orNull(z.number()),
  senders: z.array(z.object({ user_id: Id, cost: z.number() })),
});
/** In units of the site's currency. */
export type ShipmentCosts = z.infer<typeof Costs>;

const Shipment = z.object({ id: Id, status: orNull(z.string()), substatus: orNull(z.string()) });
export type Shipment = z.infer<typeof Shipment>;

const headers = { 'x-format-new': 'true' };

export function createShipments(request: Request) {
  return {
    /**
     * Where a shipment stands (API document 6.4); the address of the buyer stays outside.
     * @throws MeliRefusedError 403 or 404 for this shipment
     */
    async get(shipmentId: string, options?: CallOptions): Promise<Shipment> {
      return (await request({ endpoint: '/shipments/{id}', id: shipmentId, headers, schema: Shipment }, options)).data;
    },

    /**
     * What a shipment costs its senders; the seller's freight is `senders[].cost` of the seller, once per shipment however many
     * orders are in it (API document 6.4).
     * @throws MeliRefusedError 403 or 404 for this shipment
     */
    async getCosts(shipmentId: string, options?: CallOptions): Promise<ShipmentCosts> {
      const call = { endpoint: '/shipments/{id}/costs', id: shipmentId, headers, schema: Costs };
      return (await request(call, options)).data;
    },
  };
}
