import type { World } from '../world/create-world.ts';
import { listingTurns } from '../world/listing-turns.ts';
import { ADDED_FIRST, sequenceOf } from '../world/numbers.ts';
import { knownAt, type Order } from '../world/order.ts';
import { stateAt } from '../world/order-state.ts';
import { PACKING_MS, PICKUP_MS, shipmentStatusAt } from '../world/shipment-state.ts';
import { listingNotices } from './listing-notices.ts';
import type { Notice } from './notice.ts';
import { newOrderNotice, orderEventNotices, shipmentNotice } from './order-notices.ts';

/**
 * Everything that happens by itself in a seller's world after `from`, up to `to`, in the order of its happening; changes by hand are
 * told when they are made (`notices-of-mutation.ts`).
 */
export function dueNotices(world: World, from: number, to: number): Notice[] {
  const { id: sellerId } = world.seller;
  const isWithin = (at: number) => at > from && at <= to;
  const orders = [...world.ordersBetween(from, to)];
  const found = [
    ...orders.flatMap((order) => [
      ...(isWithin(order.visibleAt) && !isByHand(order) ? [newOrderNotice(order, sellerId)] : []),
      ...order.events
        .filter((event) => event.recordedAt === undefined && isWithin(knownAt(event)))
        .flatMap((event) => orderEventNotices(order, sellerId, event)),
    ]),
    ...shipmentNotices(orders, sellerId, isWithin),
    ...world.listings.flatMap((listing) => {
      const byInstant = Map.groupBy(listingTurns(listing, from, to), (turn) => turn.at);
      return [...byInstant].flatMap(([at, turns]) =>
        listingNotices(listing, sellerId, { at, what: new Set(turns.map((turn) => turn.what)) }),
      );
    }),
  ];
  return found.sort((one, other) => one.at - other.at || compareText(one.resource, other.resource));
}

const isByHand = (order: Order) => sequenceOf(order.id) >= ADDED_FIRST;

/** A shipment is told of whenever its status turns, be it by an event of its orders or by time alone. */
function shipmentNotices(orders: readonly Order[], sellerId: string, isWithin: (at: number) => boolean): Notice[] {
  const shipped = Map.groupBy(orders, (order) => order.shipmentId);
  return [...shipped].flatMap(([shipmentId, together]) => {
    if (shipmentId === null) return [];
    const instants = new Set(together.flatMap(turnsOf).filter(isWithin));
    return [...instants]
      .filter((at) => {
        const visible = together.filter((order) => order.visibleAt <= at);
        const before = together.filter((order) => order.visibleAt < at);
        if (visible.length === 0) return false;
        if (before.length === 0) return true;
        return shipmentStatusAt(visible, at).status !== shipmentStatusAt(before, at - 1).status;
      })
      .map((at) => shipmentNotice(shipmentId, sellerId, at));
  });
}

/** When the status of an order's shipment may turn by itself. */
function turnsOf(order: Order): number[] {
  const { closedAt } = stateAt(order, Number.POSITIVE_INFINITY);
  const seeded = order.events.filter((event) => event.recordedAt === undefined).map(knownAt);
  return [
    ...(isByHand(order) ? [] : [order.visibleAt]),
    ...seeded,
    ...(closedAt === null ? [] : [closedAt + PACKING_MS, closedAt + PICKUP_MS]),
  ];
}

const compareText = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
