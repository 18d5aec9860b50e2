import type { World } from './create-world.ts';
import { dayOf } from './days.ts';
import { isSoldAt } from './listing.ts';
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

export function planSale(world: World, now: number, wish: SaleWish): Mutation & { kind: 'sale' } {
  const at = Math.floor((wish.at?.getTime() ?? now) / 1000) * 1000;
  const listingId = wish.listingId ?? world.listings.find((listing) => isSoldAt(listing, at))?.id;
  if (listingId === undefined) throw new ImpossibleChangeError('nothing was on sale at that instant');
  if (!world.findListing(listingId)) throw new ImpossibleChangeError(`there is no listing ${listingId}`);
  const { quantity = 1, unitPrice_cents } = wish;
  requireWhole('quantity', quantity, 1);
  const day = dayOf(at);
  if (unitPrice_cents !== undefined) requireWhole('unitPrice_cents', unitPrice_cents, 0);
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
