import { DAY_MS, type Day, HOUR_MS, startOf, weekdayOf } from './days.ts';
import { isSoldAt, isSoldWithin, type Listing } from './listing.ts';
import { makeLine, makeOrder, makePayments } from './make-order.ts';
import { orderId } from './numbers.ts';
import { addEvent, type Order, type Payment, value_cents } from './order.ts';
import { chance, whole } from './random.ts';

const WEEKDAYS = [0.8, 1.15, 1.1, 1.05, 1.0, 0.95, 0.85];

/** The everyday sales of one day: how many, when and of what depends on seed and day alone. */
export function makeDayOrders(
  day: Day,
  { seed, listings, perDay, first }: { seed: string; listings: readonly Listing[]; perDay: number; first: number },
): Order[] {
  const start = startOf(day);
  const count = Math.round(perDay * (WEEKDAYS[weekdayOf(day)] ?? 1) * (0.8 + 0.4 * chance(seed, 'count', day)));
  const choose = chooserByPopularity(listings.filter((listing) => isSoldWithin(listing, start, start + DAY_MS)));
  const instants = Array.from({ length: count }, (_, index) => {
    const share = chance(seed, 'time', day, index);
    // A few buy at night, most from eight in the morning until midnight.
    const hour = share < 0.04 ? share * 175 : 7 + 17 * share;
    return start + Math.floor(hour * 3600) * 1000;
  }).sort((one, other) => one - other);
  return instants.flatMap((at, index) => {
    const wordsOf = (what: string) => chance(seed, 'order', day, index, what);
    const listing = choose(wordsOf('listing'));
    // What is changed by hand at this very instant is changed after the sale.
    if (!listing || !isSoldAt(listing, at, at - 1)) return [];
    const quantity = wordsOf('quantity') < 0.85 ? 1 : whole(2, 4, seed, 'order', day, index, 'units');
    return [
      makeEverydayOrder(day, first + index, { at, line: makeLine(listing, { at, quantity }), chanceOf: wordsOf }),
    ];
  });
}

type ChanceOf = (what: string) => number;

function makeEverydayOrder(
  day: Day,
  sequence: number,
  { at, line, chanceOf }: { at: number; line: ReturnType<typeof makeLine>; chanceOf: ChanceOf },
): Order {
  const isSlip = chanceOf('method') < 0.04;
  // Paid by slip: created today, closed when the bank tells, up to three days later.
  const paying_ms = isSlip
    ? Math.floor((1 + 70 * chanceOf('bank')) * 3600) * 1000
    : whole(5, 50, line.listingId, at) * 1000;
  const order = makeOrder(day, sequence, {
    at: at + paying_ms,
    createdAt: at,
    lines: [line],
    freight_cents: chanceOf('free') < 0.25 ? 0 : Math.floor(690 + 2000 * chanceOf('freight')),
  });
  order.payments = makePayments(orderId(day, sequence), paymentsOf(value_cents(order), { isSlip, chanceOf }));
  addLaterEvents(order, at + paying_ms, chanceOf);
  return order;
}

function paymentsOf(
  amount_cents: number,
  { isSlip, chanceOf }: { isSlip: boolean; chanceOf: ChanceOf },
): Omit<Payment, 'id'>[] {
  if (isSlip) return [{ status: 'approved', method: 'ticket', amount_cents }];
  const method = chanceOf('method') < 0.5 ? 'pix' : chanceOf('method') < 0.9 ? 'credit_card' : 'account_money';
  const good = { status: 'approved', method, amount_cents } as const;
  // Some cards are refused before one is taken; a list of payments is in no order.
  return chanceOf('refused card') < 0.05 ? [good, { status: 'rejected', method: 'credit_card', amount_cents }] : [good];
}

function addLaterEvents(order: Order, paidAt: number, chanceOf: ChanceOf): void {
  const fate = chanceOf('fate');
  const after = (days: number) => paidAt + Math.floor(days * 86_400) * 1000;
  if (fate < 0.05) {
    const why = { code: 'buyer_cancel_express', group: 'buyer', by: 'buyer' };
    addEvent(order, { at: after(0.2 + 4 * chanceOf('later')), kind: 'cancelled', ...why });
    return;
  }
  addEvent(order, { at: after(2 + 3 * chanceOf('delivery')) + HOUR_MS, kind: 'delivered' });
  if (fate >= 0.08) return;
  addEvent(order, {
    at: after(6 + 16 * chanceOf('later')),
    kind: 'refunded',
    amount_cents: Math.round(value_cents(order) * (0.1 + 0.3 * chanceOf('refund'))),
    // Money back into the buyer's account leaves the order paid (API document 6.2).
    staysPaid: chanceOf('refund') < 0.3,
  });
}

/** Draws listings by their popularity: sums laid end to end, the number falls into one of them. */
function chooserByPopularity(listings: readonly Listing[]): (share: number) => Listing | undefined {
  let sum = 0;
  const ends = listings.map((listing) => {
    sum += listing.popularity;
    return sum;
  });
  return (share) => {
    const wanted = share * sum;
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) > wanted) high = middle;
      else low = middle + 1;
    }
    return listings[low];
  };
}
