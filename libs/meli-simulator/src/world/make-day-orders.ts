import { DAY_MS, type Day, dayNumber, HOUR_MS, startOf } from './days.ts';
import { closedAt, type Listing, priceAt_cents, statusAt } from './listing.ts';
import type { Order, OrderLine } from './order.ts';
import { chance, whole } from './random.ts';

/** What numbers of a day begin with; sixteen digits, as Mercado Livre's. */
const ORDER_BASE = 2_000_000_000_000_000;
const PACK_BASE = 2_000_100_000_000_000;
const SHIPMENT_BASE = 44_000_000_000;
const PER_DAY = 100_000;
const FIRST_DAY = 18_000;

export const orderId = (day: Day, sequence: number) => ORDER_BASE + dayNumber(day) * PER_DAY + sequence;
export const packId = (day: Day, sequence: number) => PACK_BASE + dayNumber(day) * PER_DAY + sequence;
export const shipmentId = (day: Day, sequence: number) =>
  SHIPMENT_BASE + (dayNumber(day) - FIRST_DAY) * PER_DAY + sequence;

export const dayNumberOfOrder = (id: number) => Math.floor((id - ORDER_BASE) / PER_DAY);
export const dayNumberOfPack = (id: number) => Math.floor((id - PACK_BASE) / PER_DAY);
export const dayNumberOfShipment = (id: number) => Math.floor((id - SHIPMENT_BASE) / PER_DAY) + FIRST_DAY;

const WEEKDAYS = [0.8, 1.15, 1.1, 1.05, 1.0, 0.95, 0.85];

export function makeLine(listing: Listing, { at, quantity }: { at: number; quantity: number }): OrderLine {
  const unitPrice_cents = priceAt_cents(listing, at);
  return {
    listingId: listing.id,
    title: listing.title,
    categoryId: listing.categoryId,
    quantity,
    unitPrice_cents,
    fee_cents: Math.round(unitPrice_cents * 0.16),
  };
}

/** An ordinary, paid and shipped order; what is special about it is put over this. */
export function makeOrder(
  day: Day,
  sequence: number,
  {
    at,
    lines,
    freight_cents = 0,
    over = {},
  }: { at: number; lines: OrderLine[]; freight_cents?: number; over?: Partial<Order> },
): Order {
  const id = orderId(day, sequence);
  const total = lines.reduce((sum, line) => sum + line.unitPrice_cents * line.quantity, 0);
  return {
    id,
    createdAt: at - 17_000,
    events: [{ at, kind: 'closed' }],
    lines,
    payments: [{ id: 130_000_000_000 + (id % 10_000_000_000), status: 'approved', amount_cents: total }],
    packId: null,
    shipmentId: shipmentId(day, sequence),
    freight_cents,
    currency: 'BRL',
    tags: [],
    ...over,
  };
}

/** The everyday sales of one day: how many, when and of what depends on seed and day alone. */
export function makeDayOrders(
  day: Day,
  { seed, listings, perDay }: { seed: string; listings: readonly Listing[]; perDay: number },
): Order[] {
  const start = startOf(day);
  const weekday = WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? 1;
  const count = Math.round(perDay * weekday * (0.8 + 0.4 * chance(seed, 'count', day)));
  return Array.from({ length: count }, (_, index) => {
    const words = [seed, 'order', day, index] as const;
    const at = start + Math.floor((0.05 + 0.95 * chance(...words, 'time')) * DAY_MS);
    const sellable = listings.filter(
      (one) => one.createdAt < at && closedAt(one, at) === null && statusAt(one, at) === 'active',
    );
    const listing = chooseByPopularity(sellable, chance(...words, 'listing'));
    if (!listing) return null;
    const quantity = chance(...words, 'quantity') < 0.85 ? 1 : whole(2, 4, ...words, 'how many');
    const order = makeOrder(day, index, {
      at,
      lines: [makeLine(listing, { at, quantity })],
      freight_cents: whole(0, 3, ...words, 'free') === 0 ? 0 : whole(690, 2690, ...words, 'freight'),
    });
    addLaterEvents(order, { at, chanceOf: (what) => chance(...words, what) });
    return order;
  }).filter((order) => order !== null);
}

function addLaterEvents(order: Order, { at, chanceOf }: { at: number; chanceOf: (what: string) => number }): void {
  const fate = chanceOf('fate');
  const later = (days: number) => at + Math.floor((0.2 + chanceOf('later')) * days * DAY_MS);
  if (fate < 0.05) {
    order.events.push({ at: later(3), kind: 'cancelled', code: 'buyer_cancel_express', group: 'buyer', by: 'buyer' });
    return;
  }
  order.events.push({ at: at + Math.floor((2 + 3 * chanceOf('delivery')) * DAY_MS) + HOUR_MS, kind: 'delivered' });
  if (fate < 0.08) {
    const total = order.payments.reduce((sum, payment) => sum + payment.amount_cents, 0);
    order.events.push({
      at: later(20),
      kind: 'refunded',
      amount_cents: Math.round(total * (0.1 + 0.3 * chanceOf('refund'))),
    });
  }
}

function chooseByPopularity(listings: readonly Listing[], at: number): Listing | null {
  const sum = listings.reduce((total, listing) => total + listing.popularity, 0);
  let left = at * sum;
  for (const listing of listings) {
    left -= listing.popularity;
    if (left < 0) return listing;
  }
  return listings.at(-1) ?? null;
}
