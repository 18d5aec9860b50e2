import type { BusinessDay } from '@pulso/domain';
import { dayOf } from './day-of.ts';
import type { ConnectionFacts, OrderFacts } from './facts.ts';
import { shareOut } from './share-out.ts';
import type { SoldLine } from './sum-sales.ts';

/** An order that counts, on its day, with each line's part of freight and refunds. */
export interface CountedOrder {
  orderId: number;
  day: BusinessDay;
  /** It is the earliest counted order of its pack, or has none. */
  opensPurchase: boolean;
  lines: SoldLine[];
}

/** Every order of the connection that counts (contract 4), whatever its day. */
export function tellOrders(connection: ConnectionFacts, timeZone: string): CountedOrder[] {
  const counting = connection.orders.filter((order) => order.closed !== null && !isLeftOut(order, connection.currency));
  return counting.map((order) => ({
    orderId: order.orderId,
    day: dayOf(order.closed, timeZone) as BusinessDay,
    opensPurchase: order.packId === null || firstOfPack(counting, order.packId) === order,
    lines: linesOf(order, freightOf(order, counting, connection)),
  }));
}

const isCancelled = (order: OrderFacts) => order.status === 'cancelled' || order.status === 'invalid';
const bearsFreight = (order: OrderFacts) => !isCancelled(order) && !order.tags.includes('no_shipping');

function isLeftOut(order: OrderFacts, currency: string): boolean {
  return order.cancelCode === 'pack_splitted' || order.tags.includes('test_order') || order.currency !== currency;
}

function firstOfPack(counting: readonly OrderFacts[], packId: number): OrderFacts | undefined {
  return counting
    .filter((order) => order.packId === packId)
    .sort(
      (one, other) => Date.parse(one.closed ?? '') - Date.parse(other.closed ?? '') || one.orderId - other.orderId,
    )[0];
}

const valueOf = (order: OrderFacts) => order.lines.reduce((sum, line) => sum + line.price_cents * line.quantity, 0);

/** What the order bears of its shipment's cost; null = not read. */
function freightOf(order: OrderFacts, counting: readonly OrderFacts[], { shipments }: ConnectionFacts): number | null {
  if (!bearsFreight(order)) return 0;
  const cost_cents = shipments.find((one) => one.shipmentId === order.shipmentId)?.cost_cents ?? null;
  if (order.shipmentId === null || cost_cents === null) return null;
  const together = counting
    .filter((other) => other.shipmentId === order.shipmentId && bearsFreight(other))
    .sort((one, other) => one.orderId - other.orderId);
  return shareOut(cost_cents, together.map(valueOf))[together.indexOf(order)] ?? null;
}

function linesOf(order: OrderFacts, freight_cents: number | null): SoldLine[] {
  const refund_cents = isCancelled(order)
    ? 0
    : order.payments.filter((one) => one.status !== 'rejected').reduce((sum, one) => sum + one.refunded_cents, 0);
  const lines = order.lines
    .map((line, index) => ({ ...line, index }))
    .sort((one, other) =>
      one.listingId === other.listingId ? one.index - other.index : one.listingId < other.listingId ? -1 : 1,
    );
  const values = lines.map((line) => line.price_cents * line.quantity);
  const refunds = shareOut(refund_cents, values);
  const freights = freight_cents === null ? null : shareOut(freight_cents, values);
  return lines.map((line, index) => ({
    orderId: order.orderId,
    listingId: line.listingId,
    isCancelled: isCancelled(order),
    quantity: line.quantity,
    value_cents: values[index] ?? 0,
    fee_cents: isCancelled(order) ? 0 : line.fee_cents === null ? null : line.fee_cents * line.quantity,
    freight_cents: freights === null ? null : (freights[index] ?? 0),
    refund_cents: refunds[index] ?? 0,
  }));
}
