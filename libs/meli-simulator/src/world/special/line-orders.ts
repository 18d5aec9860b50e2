import { DAY_MS, HOUR_MS } from '../days.ts';
import { addEvent } from '../order.ts';
import type { Maker } from './stage.ts';

/** Orders of two listings, of one listing twice with a part of the money back, and of gifts that cost nothing but freight. */
export const severalLines: Maker = (stage) => {
  const at = stage.start + 11 * HOUR_MS;
  const two = [stage.line(38, { at }), stage.line(39, { at })];
  const twice = [stage.line(40, { at }), stage.line(40, { at, quantity: 2 }), stage.line(41, { at })];
  const gifts = [stage.line(38, { at, unitPrice_cents: 0 }), stage.line(41, { at, unitPrice_cents: 0 })];
  const refunded = stage.order(41, { at, lines: twice, freight_cents: 999 });
  addEvent(refunded, { at: at + 2 * DAY_MS, kind: 'refunded', amount_cents: 1001 });
  return [
    stage.order(40, { at, lines: two, freight_cents: 1333 }),
    refunded,
    stage.order(42, { at, lines: gifts, freight_cents: 1201 }),
  ];
};

const FORGOTTEN = { title: 'Suporte Antigo Para Notebook', categoryId: 'MLB1000' };

/** A sale of something that neither discovery nor a multiget knows any more. */
export const forgottenListing: Maker = (stage) => {
  const at = stage.start + 13 * HOUR_MS;
  const line = {
    ...FORGOTTEN,
    listingId: stage.forgottenListingId,
    sku: null,
    userProductId: null,
    variation: null,
    quantity: 1,
    unitPrice_cents: 4990,
    fullUnitPrice_cents: 4990,
    fee_cents: 798,
  };
  return [stage.order(50, { at, lines: [line], freight_cents: 1210 })];
};
