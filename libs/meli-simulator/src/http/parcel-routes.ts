import type { FastifyInstance } from 'fastify';
import type { World } from '../world/create-world.ts';
import { NEIGHBOUR } from '../world/neighbour.ts';
import type { Order } from '../world/order.ts';
import { stateAt } from '../world/order-state.ts';
import { buyerId } from './buyer-body.ts';
import { type ById, type Mirror, requireCaller } from './mirror.ts';
import { refuse } from './refusals.ts';
import { costsBody, shipmentBody } from './shipment-body.ts';
import { packTime } from './timestamps.ts';

/** Packs and shipments with their costs (API document 6.3, 6.4). */
export function parcelRoutes(server: FastifyInstance, mirror: Mirror): void {
  const { market, now } = mirror;
  /** What the caller's own orders share; @throws Refusal 403 for another seller's, 404 for nobody's */
  const ownOrders = (caller: World, of: (world: World) => Order[]) => {
    for (const world of [caller, ...market.worlds]) {
      const [first, ...rest] = of(world).filter((order) => order.visibleAt <= now());
      if (first && world !== caller) throw refuse.forbidden();
      if (first) return [first, ...rest] as const;
    }
    throw refuse.notFound('not found');
  };
  const shipment = (caller: World, id: string) => {
    if (Number(id) === NEIGHBOUR.shipmentId) throw refuse.forbidden();
    return ownOrders(caller, (world) => world.ordersOfShipment(Number(id)));
  };

  server.get<ById>('/packs/:id', async (request) => {
    const world = requireCaller(mirror, request);
    if (Number(request.params.id) === NEIGHBOUR.packId) throw refuse.forbidden();
    const orders = ownOrders(world, (one) => one.ordersOfPack(Number(request.params.id)));
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
    const world = requireCaller(mirror, request);
    return shipmentBody(shipment(world, request.params.id), world.seller, now());
  });

  server.get<ById>('/shipments/:id/costs', async (request) => {
    const world = requireCaller(mirror, request);
    return costsBody(shipment(world, request.params.id), world.seller);
  });
}
