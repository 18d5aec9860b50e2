import { DAY_MS, HOUR_MS } from '../days.ts';
import { addEvent } from '../order.ts';
import type { Maker } from './stage.ts';

/** Three orders of one cart share a pack and a shipment; 20.03 do not divide by their values. */
export const packOfThree: Maker = (stage) => {
  const at = stage.start + 15 * HOUR_MS;
  const over = { packId: stage.packId(1), shipmentId: stage.shipmentId(10), tags: ['pack_order'], buyerNo: 10 };
  return [0, 1, 2].map((index) => {
    const lines = [stage.line(31 + index, { at, quantity: index + 1 })];
    return stage.order(10 + index, { at: at + index * 1000, lines, freight_cents: 2003, over });
  });
};

/** A cart that is paid while the day turns: one purchase, two days. */
export const packOverMidnight: Maker = (stage) => {
  const over = { packId: stage.packId(2), shipmentId: stage.shipmentId(20), tags: ['pack_order'], buyerNo: 20 };
  return [DAY_MS - 2000, DAY_MS + 3000].map((offset_ms, index) => {
    const at = stage.start + offset_ms;
    return stage.order(20 + index, { at, lines: [stage.line(34 + index, { at })], freight_cents: 1777, over });
  });
};

/** The seller splits a cart: the old order is cancelled and two new ones replace it (API document 6.2). */
export const splitPack: Maker = (stage) => {
  const at = stage.start + 20 * HOUR_MS;
  const splitAt = at + 6 * HOUR_MS;
  const lines = [stage.line(36, { at }), stage.line(37, { at, quantity: 2 })];
  const original = stage.order(30, { at, lines, freight_cents: 1500, over: { packId: stage.packId(3), buyerNo: 30 } });
  addEvent(original, { at: splitAt, kind: 'cancelled', code: 'pack_splitted', group: 'shipment', by: 'seller' });
  const replacements = lines.map((line, index) => {
    const over = { packId: stage.packId(4 + index), buyerNo: 30 };
    return stage.order(31 + index, { at: splitAt + 20_000, lines: [line], freight_cents: 1300 + index, over });
  });
  return [original, ...replacements];
};

/** One order of a cart is cancelled on the next day; the other then bears the freight alone. */
export const packHalfCancelled: Maker = (stage) => {
  const at = stage.start + 14 * HOUR_MS;
  const over = { packId: stage.packId(6), shipmentId: stage.shipmentId(35), tags: ['pack_order'], buyerNo: 35 };
  const orders = [0, 1].map((index) => {
    const lines = [stage.line(44 + index, { at })];
    return stage.order(35 + index, { at: at + index * 1000, lines, freight_cents: 1895, over });
  });
  const why = { code: 'feedback_unavailable_product', group: 'item', by: 'seller' };
  for (const order of orders.slice(0, 1)) addEvent(order, { at: at + DAY_MS, kind: 'cancelled', ...why });
  return orders;
};
