import type { FastifyInstance } from 'fastify';
import { stateAt } from '../world/order.ts';
import { type Mirror, requireCaller } from './mirror.ts';
import { refuse } from './refusals.ts';
import { amount, packTime } from './timestamps.ts';

type ById = { Params: { id: string } };

/** Packs and shipments with their costs, and the feed of lost notices (API document 6.3, 6.4 and 8). */
export function parcelRoutes(server: FastifyInstance, mirror: Mirror): void {
  const { world, now } = mirror;
  const ordersOf = (orders: ReturnType<typeof world.ordersOfPack>) => {
    const visible = orders.filter((order) => order.createdAt <= now());
    const [first] = visible;
    if (!first) throw refuse.notFound('not found');
    return { first, visible };
  };

  server.get<ById>('/packs/:id', async (request) => {
    requireCaller(mirror, request);
    const { first, visible } = ordersOf(world.ordersOfPack(Number(request.params.id)));
    const isSplit = visible.some((order) => stateAt(order, now()).cancel?.code === 'pack_splitted');
    return {
      id: first.packId,
      orders: visible.map((order) => ({ id: order.id })),
      shipment: { id: first.shipmentId },
      status: isSplit ? 'cancelled' : 'released',
      status_detail: isSplit ? 'splitted' : null,
      buyer: { id: 1876543210 },
      date_created: packTime(first.createdAt),
      last_updated: packTime(Math.max(...visible.map((order) => stateAt(order, now()).lastUpdated))),
    };
  });

  server.get<ById>('/shipments/:id', async (request) => {
    requireCaller(mirror, request);
    const { first } = ordersOf(world.ordersOfShipment(Number(request.params.id)));
    const isDelivered = stateAt(first, now()).isDelivered;
    return {
      id: first.shipmentId,
      status: isDelivered ? 'delivered' : 'ready_to_ship',
      substatus: null,
      logistic: { mode: 'me2', type: 'xd_drop_off', direction: 'forward' },
      lead_time: { cost: 0, list_cost: 0, cost_type: 'free' },
    };
  });

  server.get<ById>('/shipments/:id/costs', async (request) => {
    requireCaller(mirror, request);
    const { first } = ordersOf(world.ordersOfShipment(Number(request.params.id)));
    return {
      gross_amount: amount(first.freight_cents * 2),
      receiver: { user_id: 1876543210, cost: 0, compensation: 0, discounts: [] },
      senders: [
        { user_id: Number(world.seller.id), cost: amount(first.freight_cents), compensation: 0, discounts: [] },
      ],
    };
  });

  server.get('/missed_feeds', async (request) => {
    requireCaller(mirror, request);
    return { messages: null };
  });
}
