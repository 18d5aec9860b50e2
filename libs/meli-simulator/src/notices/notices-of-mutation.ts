import type { World } from '../world/create-world.ts';
import type { ListingTurn } from '../world/listing-turns.ts';
import type { Mutation } from '../world/mutation.ts';
import { addedOrderId } from '../world/numbers.ts';
import { knownAt, type Order } from '../world/order.ts';
import { shipmentStatusAt } from '../world/shipment-state.ts';
import { listingNotices } from './listing-notices.ts';
import type { Notice } from './notice.ts';
import { newOrderNotice, orderEventNotices, shipmentNotice } from './order-notices.ts';

/** What is told of a change by hand that the world has taken already; one with a later instant is told at that instant. */
export function noticesOfMutation(world: World, mutation: Mutation): Notice[] {
  const { id: sellerId, place } = world.seller;
  switch (mutation.kind) {
    case 'sale': {
      const order = world.findOrder(addedOrderId(mutation, place));
      return order ? saleNotices(order, sellerId) : [];
    }
    case 'event': {
      const order = world.findOrder(mutation.orderId);
      if (!order) return [];
      const notices = orderEventNotices(order, sellerId, mutation.event);
      const at = knownAt(mutation.event);
      const isStopped =
        order.shipmentId !== null &&
        mutation.event.kind === 'cancelled' &&
        shipmentStatusAt(world.ordersOfShipment(order.shipmentId), at).status === 'cancelled';
      return isStopped && order.shipmentId !== null
        ? [...notices, shipmentNotice(order.shipmentId, sellerId, at)]
        : notices;
    }
    case 'listing': {
      const listing = world.findListing(mutation.listingId);
      const { at, price_cents, stock } = mutation.change;
      const what = new Set<ListingTurn['what']>();
      if (price_cents !== undefined) what.add('price');
      if (stock !== undefined) what.add('stock');
      return listing ? listingNotices(listing, sellerId, { at, what }) : [];
    }
  }
}

function saleNotices(order: Order, sellerId: string): Notice[] {
  const paid = order.events.filter((event) => event.kind === 'closed');
  return [
    newOrderNotice(order, sellerId),
    ...paid.flatMap((event) => orderEventNotices(order, sellerId, event)),
    ...(order.shipmentId === null ? [] : [shipmentNotice(order.shipmentId, sellerId, order.visibleAt)]),
  ];
}
