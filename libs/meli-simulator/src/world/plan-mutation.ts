import type { World } from './create-world.ts';
import { dayOf } from './days.ts';
import { type Clip, isSoldAt, type ListingStatus, statusAt } from './listing.ts';
import { priceAt_cents } from './listing-changes.ts';
import type { Mutation } from './mutation.ts';
import { ADDED_FIRST, ADDED_MAX, sequenceOf } from './numbers.ts';
import { type Order, value_cents } from './order.ts';
import { isCancelled, stateAt } from './order-state.ts';

/** A change that the world as it stands does not allow; the message says why. */
export class ImpossibleChangeError extends Error {
  override readonly name = 'ImpossibleChangeError';
}

export interface SaleWish {
  /** Left out: the owner of the listing, else the first seller. */
  sellerId?: string | undefined;
  /** Left out: the first listing that was on sale then. */
  listingId?: string | undefined;
  quantity?: number | undefined;
  /** When it was paid; now when left out. */
  at?: Date | undefined;
  /** Left out: the listing's price at that instant. */
  unitPrice_cents?: number | undefined;
}

export interface CancellationWish {
  at?: Date | undefined;
  /** One of Mercado Livre's cancel codes; `buyer_cancel_express` when left out. */
  code?: string | undefined;
  group?: string | undefined;
  requestedBy?: string | undefined;
}

export interface RefundWish {
  amount_cents: number;
  at?: Date | undefined;
  /** True leaves the order `paid`; else it becomes `partially_refunded`. */
  staysPaid?: boolean | undefined;
}

/** At least one of them; what is left out stays as it is. */
export interface ListingWish {
  /** What a buyer pays from now on, without a promotion; at least one cent. */
  price_cents?: number | undefined;
  stock?: number | undefined;
  /** Closing is for good. */
  status?: ListingStatus | undefined;
  /** `rule absent` and `not found` are the two ways in which a clip is not told. */
  clip?: Clip | undefined;
}

export function planSale(world: World, now: number, wish: SaleWish): Mutation & { kind: 'sale' } {
  const wanted = wish.at?.getTime() ?? now;
  const at = Math.floor(wanted / 1000) * 1000;
  const listingId = wish.listingId ?? world.listings.find((listing) => isSoldAt(listing, wanted))?.id;
  if (listingId === undefined) throw new ImpossibleChangeError('nothing was on sale at that instant');
  const listing = world.findListing(listingId);
  if (!listing) throw new ImpossibleChangeError(`there is no listing ${listingId}`);
  // Said here and kept, so that a later change of the listing's price leaves the sale alone.
  const { quantity = 1, unitPrice_cents = priceAt_cents(listing, wanted) } = wish;
  requireWhole('quantity', quantity, 1);
  const day = dayOf(at);
  requireWhole('unitPrice_cents', unitPrice_cents, 0);
  const taken = world.ordersOfDay(day).map((order) => sequenceOf(order.id) - ADDED_FIRST);
  const sequence = Math.max(-1, ...taken.filter((one) => one >= 0)) + 1;
  if (sequence >= ADDED_MAX) throw new ImpossibleChangeError(`a day takes at most ${ADDED_MAX} added sales`);
  return { kind: 'sale', at, recordedAt: now, listingId, quantity, unitPrice_cents, sequence };
}

export function planCancellation(world: World, now: number, wish: CancellationWish & { orderId: string }): Mutation {
  const at = wish.at?.getTime() ?? now;
  const order = requirePaid(world, wish.orderId, { at, now });
  const { code = 'buyer_cancel_express', group = 'buyer', requestedBy: by = 'buyer' } = wish;
  return { kind: 'event', orderId: order.id, event: { at, recordedAt: now, kind: 'cancelled', code, group, by } };
}

export function planRefund(world: World, now: number, wish: RefundWish & { orderId: string }): Mutation {
  const at = wish.at?.getTime() ?? now;
  const order = requirePaid(world, wish.orderId, { at, now });
  const { amount_cents, staysPaid } = wish;
  requireWhole('amount_cents', amount_cents, 1);
  const left_cents = value_cents(order) - stateAt(order, Math.max(at, now)).refunded_cents;
  if (amount_cents > left_cents) throw new ImpossibleChangeError(`only ${left_cents} cents are left to refund`);
  return {
    kind: 'event',
    orderId: order.id,
    event: { at, recordedAt: now, kind: 'refunded', amount_cents, staysPaid },
  };
}

export function planListingChange(world: World, now: number, wish: ListingWish & { listingId: string }): Mutation {
  const { listingId, price_cents, stock, status, clip } = wish;
  const listing = world.findListing(listingId);
  if (!listing || listing.createdAt > now) throw new ImpossibleChangeError(`there is no listing ${listingId}`);
  if (price_cents === undefined && stock === undefined && status === undefined && clip === undefined) {
    throw new ImpossibleChangeError('say what is to change: price_cents, stock, status or clip');
  }
  if (price_cents !== undefined) requireWhole('price_cents', price_cents, 1);
  if (stock !== undefined) requireWhole('stock', stock, 0);
  if (statusAt(listing, now) === 'closed') {
    throw new ImpossibleChangeError(`listing ${listingId} is closed, and what is closed stays as it is`);
  }
  return { kind: 'listing', listingId, change: { at: now, price_cents, stock, status, clip } };
}

function requirePaid(world: World, orderId: string, { at, now }: { at: number; now: number }): Order {
  const order = world.findOrder(Number(orderId));
  if (!order || order.visibleAt > Math.max(at, now)) throw new ImpossibleChangeError(`there is no order ${orderId}`);
  const state = stateAt(order, Math.max(at, now));
  if (state.closedAt === null || state.closedAt > at) {
    throw new ImpossibleChangeError(`order ${orderId} was not paid at that instant`);
  }
  if (isCancelled(state)) throw new ImpossibleChangeError(`order ${orderId} is cancelled already`);
  return order;
}

function requireWhole(name: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new ImpossibleChangeError(`${name} must be a whole number of at least ${least}`);
  }
}
