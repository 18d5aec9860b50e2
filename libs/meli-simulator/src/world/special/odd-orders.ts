import { DAY_MS, HOUR_MS } from '../days.ts';
import { makePayments } from '../make-order.ts';
import { addEvent, value_cents } from '../order.ts';
import type { Maker } from './stage.ts';

/** Without shipping, invalid, paid in several goes, and waiting for a cancellation that is none yet. */
export const oddOrders: Maker = (stage) => {
  const at = stage.start + 17 * HOUR_MS;
  const lines = [stage.line(43, { at, quantity: 2 })];
  const invalid = stage.order(71, { at, lines });
  addEvent(invalid, { at: at + DAY_MS, kind: 'invalidated' });
  const waiting = stage.order(73, { at, lines, freight_cents: 1390 });
  addEvent(waiting, { at: at + DAY_MS, kind: 'cancel asked' });
  const inParts = stage.order(72, { at, lines, freight_cents: 1490 });
  const total_cents = value_cents(inParts);
  const half_cents = Math.floor(total_cents / 2);
  inParts.payments = makePayments(inParts.id, [
    { status: 'rejected', method: 'credit_card', amount_cents: total_cents },
    { status: 'approved', method: 'credit_card', amount_cents: half_cents },
    { status: 'approved', method: 'account_money', amount_cents: total_cents - half_cents },
  ]);
  // More than the first good payment holds, so that both tell a part of it.
  addEvent(inParts, { at: at + 4 * DAY_MS, kind: 'refunded', amount_cents: half_cents + 123 });
  return [stage.order(70, { at, lines, over: { shipmentId: null, tags: ['no_shipping'] } }), invalid, inParts, waiting];
};

/** Money back that leaves the order paid, and a sale that falls through only after a week. */
export const lateChanges: Maker = (stage) => {
  const at = stage.start + 10 * HOUR_MS;
  const refunded = stage.order(80, { at, lines: [stage.line(46, { at })], freight_cents: 1590 });
  addEvent(refunded, { at: at + 5 * DAY_MS, kind: 'refunded', amount_cents: 777, staysPaid: true });
  const cancelled = stage.order(81, { at, lines: [stage.line(47, { at })], freight_cents: 1690 });
  addEvent(cancelled, { at: at + 2 * DAY_MS, kind: 'refunded', amount_cents: 500 });
  const why = { code: 'mediations', group: 'mediations', by: 'meli' };
  addEvent(cancelled, { at: at + 7 * DAY_MS, kind: 'cancelled', ...why });
  return [refunded, cancelled];
};
