import type { FastifyInstance } from 'fastify';
import { NEIGHBOUR } from '../world/neighbour.ts';
import type { Order } from '../world/order.ts';
import { stateAt } from '../world/order-state.ts';
import { buyerId } from './buyer-body.ts';
import { type ById, type Mirror, requireCaller } from './mirror.ts';
import { refuse } from './refusals.ts';
import { costsBody, shipmentBody } from './shipment-body.ts';
import { packTime } from './timestamps.ts';

/** Packs and shipments with their costs (API document 6.3, 6.4), and the feed of lost notices, which is empty (8). */
export function parcelRoutes(server: FastifyInstance, mirror: Mirror): void {
  const { world, now } = mirror;
  const visible = (orders: readonly Order[]) => {
    const [first, ...rest] = orders.filter((order) => order.visibleAt <= now());
    if (!first) throw refuse.notFound('not found');
    return [first, ...rest] as const;
  };
  const shipment = (id: string) => {
    if (Number(id) === NEIGHBOUR.shipmentId) throw refuse.forbidden();
    return visible(world.ordersOfShipment(Number(id)));
  };

  server.get<ById>('/packs/:id', async (request) => {
    requireCaller(mirror, request);
    if (Number(request.params.id) === NEIGHBOUR.packId) throw refuse.forbidden();
    const orders = visible(world.ordersOfPack(Number(request.params.id)));
    const [first] = orders;
    const states = orders.map((order) => stateAt(order, now()));
    const isSplit = states.some((state) => state.cancel?.code === 'pack_splitted');
    return {
      shipment: { id: first.shipmentId },
      orders: orders.map((order) => ({ id: order.id })),
      id: first.packId,
      status: isSplit ? 'cancelled' : 'released',
      status_detail: isSplit ? 'splitted' : null,
      buyer: { id: buyerId(first.buyerNo) },
      date_created: packTime(first.createdAt),
      last_updated: packTime(Math.max(...states.map((state) => state.lastUpdated))),
    };
  });

  server.get<ById>('/shipments/:id', async (request) => {
    requireCaller(mirror, request);
    return shipmentBody(shipment(request.params.id), world.seller, now());
  });

  server.get<ById>('/shipments/:id/costs', async (request) => {
    requireCaller(mirror, request);
    return costsBody(shipment(request.params.id), world.seller);
  });

  server.get<{ Querystring: { app_id?: string; topic?: string; site_id?: string } }>(
    '/missed_feeds',
    async (request) => {
      requireCaller(mirror, request);
      const { app_id, topic, site_id } = request.query;
      if (app_id === undefined) throw refuse.badRequest('app_id is required');
      if (topic === 'items' && site_id === undefined) throw refuse.badRequest('site_id is required');
      return { messages: null };
    },
  );
}
