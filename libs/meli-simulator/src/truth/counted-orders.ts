import type { World } from '../world/create-world.ts';
import { DAY_MS, type Day, dayOf, startOf } from '../world/days.ts';
import { type Order, stateAt, value_cents, verdictAt } from '../world/order.ts';
import { splitCents } from './split-cents.ts';

/** One line of a counted order with its share of everything that is told per order or shipment. */
export interface CountedLine {
  day: Day;
  orderId: number;
  purchase: string;
  /** True on the lines of the purchase's earliest order. */
  opensPurchase: boolean;
  isCancelled: boolean;
  listingId: string;
  quantity: number;
  value_cents: number;
  fee_cents: number;
  freight_cents: number;
  refund_cents: number;
}

/** The lines of every order that counts on the days from `from` to `to` as things stand at `at`. */
export function countedLines(
  world: World,
  { from, to, at, zone }: { from: Day; to: Day; at: number; zone: string },
): CountedLine[] {
  const orders = world
    .ordersBetween(startOf(from, zone) - 2 * DAY_MS, startOf(to, zone) + 2 * DAY_MS)
    .map((order) => ({ order, verdict: verdictAt(order, at) }))
    .filter(({ verdict }) => verdict.counts);
  const counted = orders.map(({ order, verdict }) => ({ order, ...verdict, day: dayOf(verdict.closedAt, zone) }));
  const purchaseOf = (order: Order) => (order.packId === null ? `order ${order.id}` : `pack ${order.packId}`);

  const openers = new Map<string, { id: number; closedAt: number }>();
  for (const { order, closedAt } of counted) {
    const known = openers.get(purchaseOf(order));
    const isEarlier = !known || closedAt < known.closedAt || (closedAt === known.closedAt && order.id < known.id);
    if (isEarlier) openers.set(purchaseOf(order), { id: order.id, closedAt });
  }
  const freight = freightByOrder(counted);
  return counted
    .filter(({ day }) => day >= from && day <= to)
    .flatMap(({ order, day, isCancelled }) => {
      const lines = [...order.lines.entries()].sort(([oneNo, one], [otherNo, other]) =>
        one.listingId === other.listingId ? oneNo - otherNo : one.listingId < other.listingId ? -1 : 1,
      );
      const weights = lines.map(([, line]) => line.unitPrice_cents * line.quantity);
      const freights = splitCents(isCancelled ? 0 : (freight.get(order.id) ?? 0), weights);
      const refunds = splitCents(isCancelled ? 0 : stateAt(order, at).refunded_cents, weights);
      return lines.map(([, line], index) => ({
        day,
        orderId: order.id,
        purchase: purchaseOf(order),
        opensPurchase: openers.get(purchaseOf(order))?.id === order.id,
        isCancelled,
        listingId: line.listingId,
        quantity: line.quantity,
        value_cents: line.unitPrice_cents * line.quantity,
        fee_cents: isCancelled ? 0 : line.fee_cents * line.quantity,
        freight_cents: freights[index] ?? 0,
        refund_cents: refunds[index] ?? 0,
      }));
    });
}

/** What each order bears of its shipment: shared by value among those that count and are not cancelled. */
function freightByOrder(counted: readonly { order: Order; isCancelled: boolean }[]): Map<number, number> {
  const byShipment = new Map<number, Order[]>();
  for (const { order, isCancelled } of counted) {
    if (isCancelled || order.shipmentId === null) continue;
    byShipment.set(order.shipmentId, [...(byShipment.get(order.shipmentId) ?? []), order]);
  }
  const freight = new Map<number, number>();
  for (const orders of byShipment.values()) {
    orders.sort((one, other) => one.id - other.id);
    const parts = splitCents(orders[0]?.freight_cents ?? 0, orders.map(value_cents));
    for (const [index, order] of orders.entries()) freight.set(order.id, parts[index] ?? 0);
  }
  return freight;
}
