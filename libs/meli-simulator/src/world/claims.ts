import type { World } from './create-world.ts';
import { DAY_MS } from './days.ts';
import { knownAt, type Order } from './order.ts';
import { chance } from './random.ts';

/** A buyer's claim about an order that was refunded, in whole or in part: it came before the money went back. */
export interface Claim {
  id: number;
  order: Order;
  /** A claim may be filed under the shipment instead of the order (API document 6.5). */
  resource: 'order' | 'shipment';
  createdAt: number;
  closedAt: number | null;
  /** What went back. */
  refunded_cents: number;
  isTotal: boolean;
}

const CLAIM_BASE = 5_000_000_000;
const ORDERS_SPAN = 4_000_000_000;
/** Claims older than this are not told. */
const LOOK_BACK_DAYS = 400;

/** Every claim that can be seen at an instant, newest first. */
export function claimsAt(world: World, at: number): Claim[] {
  const claims: Claim[] = [];
  for (const order of world.ordersBetween(at - LOOK_BACK_DAYS * DAY_MS, at)) {
    const claim = claimOf(order, at);
    if (claim) claims.push(claim);
  }
  return claims.sort((one, other) => other.createdAt - one.createdAt || other.id - one.id);
}

function claimOf(order: Order, at: number): Claim | null {
  const refund = order.events.find((event) => event.kind === 'refunded');
  if (refund?.kind !== 'refunded' || order.visibleAt > at) return null;
  // Asked for a day before it was given.
  const createdAt = Math.max(order.createdAt + 1000, refund.at - DAY_MS);
  if (createdAt > at) return null;
  const isByShipment = order.shipmentId !== null && chance('claim', order.id) < 0.4;
  const paid_cents = order.lines.reduce((sum, line) => sum + line.unitPrice_cents * line.quantity, 0);
  return {
    id: CLAIM_BASE + (order.id % ORDERS_SPAN),
    order,
    resource: isByShipment ? 'shipment' : 'order',
    createdAt,
    closedAt: knownAt(refund) <= at ? knownAt(refund) : null,
    refunded_cents: refund.amount_cents,
    isTotal: refund.amount_cents >= paid_cents,
  };
}
