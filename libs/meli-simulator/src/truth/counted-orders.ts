import type { World } from '../world/create-world.ts';
import { DAY_MS, type Day, dayOf, startOf } from '../world/days.ts';
import { type Order, value_cents } from '../world/order.ts';
import { splitCents } from './split-cents.ts';
import { type Verdict, verdictAt } from './verdict.ts';

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

interface CountedOrder extends Verdict {
  order: Order;
  day: Day;
}

/** The lines of every order that counts on the days from `from` to `to` as things stand at `at`. */
export function countedLines(
  world: World,
  { from, to, at, zone }: { from: Day; to: Day; at: number; zone: string },
): CountedLine[] {
  // Wider than the days asked for: the sisters of a pack may have been sold on the day before or after.
  const near = world.ordersBetween(startOf(from, zone) - 2 * DAY_MS, startOf(to, zone) + 2 * DAY_MS);
  const counted = [...near].flatMap((order): CountedOrder[] => {
    const verdict = verdictAt(order, at);
    return verdict ? [{ order, ...verdict, day: dayOf(verdict.closedAt, zone) }] : [];
  });
  const openers = openersOfPurchases(counted);
  const freight = freightByOrder(counted);
  return counted
    .filter(({ day }) => day >= from && day <= to)
    .flatMap((one) => linesOf(one, { openers, freight_cents: freight.get(one.order.id) ?? 0 }));
}

const purchaseOf = (order: Order) => (order.packId === null ? `order ${order.id}` : `pack ${order.packId}`);

/** The earliest counted order of each purchase, by its id; the smaller id where two were paid at once. */
function openersOfPurchases(counted: readonly CountedOrder[]): Set<number> {
  const openers = new Map<string, CountedOrder>();
  for (const one of counted) {
    const known = openers.get(purchaseOf(one.order));
    const isEarlier =
      !known || one.closedAt < known.closedAt || (one.closedAt === known.closedAt && one.order.id < known.order.id);
    if (isEarlier) openers.set(purchaseOf(one.order), one);
  }
  return new Set([...openers.values()].map((one) => one.order.id));
}

/** What each order bears of its shipment: shared by value among those that count and are not cancelled, ties by order id. */
function freightByOrder(counted: readonly CountedOrder[]): Map<number, number> {
  const sharing = counted.filter((one) => !one.isCancelled && one.order.shipmentId !== null);
  const freight = new Map<number, number>();
  for (const group of Map.groupBy(sharing, (one) => one.order.shipmentId).values()) {
    const orders = group.map((one) => one.order).sort((one, other) => one.id - other.id);
    const parts = splitCents(orders[0]?.freight_cents ?? 0, orders.map(value_cents));
    for (const [index, order] of orders.entries()) freight.set(order.id, parts[index] ?? 0);
  }
  return freight;
}

function linesOf(
  { order, day, isCancelled, refunded_cents }: CountedOrder,
  { openers, freight_cents }: { openers: ReadonlySet<number>; freight_cents: number },
): CountedLine[] {
  const lines = [...order.lines.entries()]
    .sort(([oneNo, one], [otherNo, other]) => compareText(one.listingId, other.listingId) || oneNo - otherNo)
    .map(([, line]) => line);
  const values = lines.map((line) => line.unitPrice_cents * line.quantity);
  const freights = splitCents(freight_cents, values);
  const refunds = splitCents(isCancelled ? 0 : refunded_cents, values);
  return lines.map((line, index) => ({
    day,
    orderId: order.id,
    purchase: purchaseOf(order),
    opensPurchase: openers.has(order.id),
    isCancelled,
    listingId: line.listingId,
    quantity: line.quantity,
    value_cents: values[index] ?? 0,
    fee_cents: isCancelled ? 0 : line.fee_cents * line.quantity,
    freight_cents: freights[index] ?? 0,
    refund_cents: refunds[index] ?? 0,
  }));
}

const compareText = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
