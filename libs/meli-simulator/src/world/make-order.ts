import type { Day } from './days.ts';
import { type Listing, variationsOf } from './listing.ts';
import { basePriceAt_cents, priceAt_cents } from './listing-changes.ts';
import { orderId, paymentId, shipmentId } from './numbers.ts';
import type { Order, OrderLine, Payment } from './order.ts';

const FEE_SHARE = 0.16;
/** From creation to payment, where nothing else is said: the measured median (API document 6.2). */
const PAYING_MS = 17_000;

export interface LineWish {
  at: number;
  quantity?: number;
  unitPrice_cents?: number | undefined;
  /** Prices set by hand after this instant are not known yet; just before `at` when left out. */
  handUntil?: number;
}

/** A line at the price that the listing had then. */
export function makeLine(listing: Listing, wish: LineWish): OrderLine {
  const { at, quantity = 1, unitPrice_cents, handUntil = at - 1 } = wish;
  const price_cents = unitPrice_cents ?? priceAt_cents(listing, at, handUntil);
  const variation = variationsOf(listing)[quantity % 3] ?? null;
  return {
    listingId: listing.id,
    title: listing.title,
    categoryId: listing.categoryId,
    sku: listing.sku,
    userProductId: variation ? variation.userProductId : listing.userProductId,
    variation,
    quantity,
    unitPrice_cents: price_cents,
    fullUnitPrice_cents: Math.max(price_cents, basePriceAt_cents(listing, at, handUntil)),
    fee_cents: Math.round(price_cents * FEE_SHARE),
  };
}

/** Payments of an order, each part with its outcome; numbered as they are given. */
export function makePayments(orderNumber: number, parts: readonly Omit<Payment, 'id'>[]): Payment[] {
  return parts.map((part, index) => ({ ...part, id: paymentId(orderNumber, index) }));
}

export interface OrderWish {
  /** When it was paid. */
  at: number;
  createdAt?: number;
  lines: OrderLine[];
  freight_cents?: number;
  /** What is special about it. */
  over?: Partial<Order>;
}

/** An ordinary, paid and shipped order of one payment; `sequence` is its number within the day. */
export function makeOrder(day: Day, sequence: number, wish: OrderWish): Order {
  const { at, createdAt = at - PAYING_MS, lines, freight_cents = 0, over = {} } = wish;
  const id = orderId(day, sequence);
  const total_cents = lines.reduce((sum, line) => sum + line.unitPrice_cents * line.quantity, 0);
  return {
    id,
    createdAt,
    visibleAt: createdAt,
    events: [{ at, kind: 'closed' }],
    lines,
    payments: makePayments(id, [{ status: 'approved', method: 'pix', amount_cents: total_cents }]),
    packId: null,
    shipmentId: shipmentId(day, sequence),
    freight_cents,
    currency: 'BRL',
    tags: [],
    buyerNo: id % 9973,
    ...over,
  };
}
