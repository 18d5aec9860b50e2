import { z } from 'zod';
import type { CallOptions, Request } from '../request.ts';
import { Id, listOf, orNull } from '../wire/values.ts';

const Costs = z.object({
  gross_amount: orNull(z.number()),
  senders: listOf(z.object({ user_id: Id, cost: z.number() })),
});
export type ShipmentCosts = z.infer<typeof Costs>;

const Shipment = z.object({ id: Id, status: orNull(z.string()), substatus: orNull(z.string()) });
export type Shipment = z.infer<typeof Shipment>;

const headers = { 'x-format-new': 'true' };

export function createShipments(request: Request) {
  return {
    /** Where a shipment stands (API document 6.4); the address of the buyer stays outside. */
    async get(shipmentId: string, options?: CallOptions): Promise<Shipment> {
      const call = { endpoint: '/shipments/{id}', path: `/shipments/${shipmentId}`, headers, schema: Shipment };
      return (await request(call, options)).data;
    },

    /** What a shipment costs each side; the seller's freight is `senders[].cost` of the seller (API document 6.4). */
    async getCosts(shipmentId: string, options?: CallOptions): Promise<ShipmentCosts> {
      const call = {
        endpoint: '/shipments/{id}/costs',
        path: `/shipments/${shipmentId}/costs`,
        headers,
        schema: Costs,
      };
      return (await request(call, options)).data;
    },
  };
}
