import { DAY_MS, type Day, dayNumber, HOUR_MS, startOf } from './days.ts';
import type { Listing } from './listing.ts';
import { makeLine, makeOrder, orderId, packId, shipmentId } from './make-day-orders.ts';
import { GHOST_ID, GHOST_TITLE } from './make-listings.ts';
import type { Order } from './order.ts';

/** Where the numbers of special orders begin within their day. */
const FIRST = 50_000;

type Maker = (day: Day, start: number, listings: readonly Listing[]) => Order[];

const line = (listings: readonly Listing[], index: number, at: number, quantity = 1) => {
  const listing = listings[index % listings.length];
  if (!listing) throw new Error('a world without listings has no orders');
  return makeLine(listing, { at, quantity });
};

const cancelled = (at: number, code: string) =>
  ({ at, kind: 'cancelled', code, group: 'shipment', by: 'seller' }) as const;

/** Sales around midnight: 22:59:59 −04:00 is the same day in São Paulo, 23:00:00 −04:00 the next one. */
const aroundMidnight: Maker = (day, start, listings) =>
  [DAY_MS - 1000, DAY_MS - 500, 0, 1000].map((offset_ms, index) => {
    const at = start + offset_ms;
    return makeOrder(day, FIRST + index, { at, lines: [line(listings, 30 + index, at)], freight_cents: 1150 });
  });

const packOfThree: Maker = (day, start, listings) => {
  const at = start + 15 * HOUR_MS;
  const pack = packId(day, 1);
  const shipment = shipmentId(day, FIRST + 10);
  return [0, 1, 2].map((index) =>
    makeOrder(day, FIRST + 10 + index, {
      at: at + index,
      lines: [line(listings, 31 + index, at, index + 1)],
      freight_cents: 2003,
      over: { packId: pack, shipmentId: shipment, tags: ['pack_order'] },
    }),
  );
};

const packOverMidnight: Maker = (day, start, listings) => {
  const pack = packId(day, 2);
  return [DAY_MS - 2000, DAY_MS + 3000].map((offset_ms, index) => {
    const at = start + offset_ms;
    return makeOrder(day, FIRST + 20 + index, {
      at,
      lines: [line(listings, 34 + index, at)],
      freight_cents: 1777,
      over: { packId: pack, shipmentId: shipmentId(day, FIRST + 20), tags: ['pack_order'] },
    });
  });
};

/** The seller splits a cart: the old order is cancelled and two new ones replace it. */
const splitPack: Maker = (day, start, listings) => {
  const at = start + 20 * HOUR_MS;
  const split = at + 6 * HOUR_MS;
  const lines = [line(listings, 36, at), line(listings, 37, at, 2)];
  const original = makeOrder(day, FIRST + 30, { at, lines, freight_cents: 1500, over: { packId: packId(day, 3) } });
  original.events.push(cancelled(split, 'pack_splitted'));
  const replacements = lines.map((one, index) =>
    makeOrder(day, FIRST + 31 + index, {
      at: split + 20_000,
      lines: [one],
      freight_cents: 1300 + index,
      over: { packId: packId(day, 4 + index) },
    }),
  );
  return [original, ...replacements];
};

const severalLines: Maker = (day, start, listings) => {
  const at = start + 11 * HOUR_MS;
  const twice = [line(listings, 40, at), line(listings, 40, at, 2), line(listings, 41, at)];
  const refunded = makeOrder(day, FIRST + 41, { at, lines: twice, freight_cents: 999 });
  refunded.events.push({ at: at + 2 * DAY_MS, kind: 'refunded', amount_cents: 1001 });
  return [
    makeOrder(day, FIRST + 40, { at, lines: [line(listings, 38, at), line(listings, 39, at)], freight_cents: 1333 }),
    refunded,
  ];
};

const ghost: Maker = (day, start) => {
  const at = start + 13 * HOUR_MS;
  const gone = {
    listingId: GHOST_ID,
    title: GHOST_TITLE,
    categoryId: 'MLB1000',
    quantity: 1,
    unitPrice_cents: 4990,
    fee_cents: 798,
  };
  return [makeOrder(day, FIRST + 50, { at, lines: [gone], freight_cents: 1210 })];
};

/** Orders that count in no day, and one that begins to count only days after it was made. */
const notCounted: Maker = (day, start, listings) => {
  const at = start + 16 * HOUR_MS;
  const of = (index: number, over: Partial<Order>) =>
    makeOrder(day, FIRST + 60 + index, { at, lines: [line(listings, 42, at)], over });
  const late = of(1, {});
  late.events = [{ at: at + 3 * DAY_MS, kind: 'closed' }];
  return [of(0, { events: [], payments: [] }), late, of(2, { tags: ['test_order'] }), of(3, { currency: 'USD' })];
};

const oddOnes: Maker = (day, start, listings) => {
  const at = start + 17 * HOUR_MS;
  const lines = [line(listings, 43, at, 2)];
  const total = lines.reduce((sum, one) => sum + one.unitPrice_cents * one.quantity, 0);
  const half = Math.floor(total / 2);
  const invalid = makeOrder(day, FIRST + 71, { at, lines });
  invalid.events.push({ at: at + DAY_MS, kind: 'invalidated' });
  const payments = [
    { id: orderId(day, 1) % 1_000_000_000, status: 'rejected' as const, amount_cents: total },
    { id: orderId(day, 2) % 1_000_000_000, status: 'approved' as const, amount_cents: half },
    { id: orderId(day, 3) % 1_000_000_000, status: 'approved' as const, amount_cents: total - half },
  ];
  return [
    makeOrder(day, FIRST + 70, { at, lines, over: { shipmentId: null, tags: ['no_shipping'] } }),
    invalid,
    makeOrder(day, FIRST + 72, { at, lines, freight_cents: 1490, over: { payments } }),
  ];
};

const CYCLE: Maker[] = [
  aroundMidnight,
  packOfThree,
  splitPack,
  severalLines,
  ghost,
  notCounted,
  oddOnes,
  packOverMidnight,
];

/** One hard case a day, in turn; the last days of months get sales around midnight besides. */
export function makeSpecialOrders(day: Day, listings: readonly Listing[]): Order[] {
  const start = startOf(day);
  const turn = CYCLE[dayNumber(day) % CYCLE.length];
  const isMonthEnd = new Date((dayNumber(day) + 1) * DAY_MS).getUTCDate() === 1;
  const makers = new Set<Maker>([...(turn ? [turn] : []), ...(isMonthEnd ? [aroundMidnight] : [])]);
  return [...makers].flatMap((make) => make(day, start, listings));
}
