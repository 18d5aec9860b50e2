import { addDays, type BusinessDay, startOfBusinessDay } from '@pulso/domain';
import fc from 'fast-check';
import type { ConnectionFacts, Facts, ListingFacts, OrderFacts } from './facts.ts';

/** A stretch of days in a zone, in which the drawn facts lie. */
export interface Stage {
  timeZone: string;
  first: BusinessDay;
  days: number;
}

const DAY_MS = 86_400_000;

/** Any facts of one tenant with one or two sellers, crowded around the midnights of the stage. */
export function anyFacts(stage: Stage): fc.Arbitrary<Facts> {
  return fc
    .array(fc.uuid(), { minLength: 1, maxLength: 2 })
    .map((ids) => [...new Set(ids)])
    .chain((ids) => fc.tuple(...ids.map((connectionId, index) => anyConnection(stage, { connectionId, index }))))
    .map((connections) => ({ timeZone: stage.timeZone, connections }));
}

/** An instant within the stage or a day beside it: often a midnight itself, or the last moment before it. */
function anyInstant({ timeZone, first, days }: Stage): fc.Arbitrary<string> {
  const offset = fc.oneof(
    fc.constantFrom(0, 1, -1, 999, -1_000, 3_600_000, -3_600_000, 1_800_000, -1_800_000),
    fc.integer({ min: 0, max: DAY_MS }),
  );
  return fc
    .tuple(fc.integer({ min: -1, max: days }), offset)
    .map(([day, ms]) => new Date(startOfBusinessDay(addDays(first, day), timeZone).getTime() + ms).toISOString());
}

const anyDay = ({ first, days }: Stage) => fc.integer({ min: 0, max: days - 1 }).map((index) => addDays(first, index));
const cents = fc.oneof(fc.constantFrom(0, 1, 99, 10_000), fc.integer({ min: 0, max: 5_000_000 }));
const perDay = (stage: Stage) =>
  fc.uniqueArray(fc.record({ day: anyDay(stage), visits: fc.nat(500) }), { selector: (one) => one.day, maxLength: 6 });

function anyConnection(
  stage: Stage,
  { connectionId, index }: { connectionId: string; index: number },
): fc.Arbitrary<ConnectionFacts> {
  const listingIds = [1, 2, 3].map((number) => `MLB${index}${number}`);
  return fc
    .record({
      connectionId: fc.constant(connectionId),
      currency: fc.constant('BRL'),
      covered: anyCoverage(stage),
      listings: fc.tuple(...listingIds.map((listingId) => anyListing(stage, listingId))),
      orders: fc
        .array(anyOrder(stage, [...listingIds, `MLB${index}9`]), { maxLength: 14 })
        .map((orders) => orders.map((order, nth) => ({ ...order, orderId: 2_000_000 + index * 1_000 + nth }))),
      shipments: fc
        .array(fc.option(cents), { minLength: 3, maxLength: 3 })
        .map((costs) => costs.map((cost_cents, nth) => ({ shipmentId: index * 10 + nth, cost_cents }))),
      accountVisits: perDay(stage),
    })
    .map((connection) => ({
      ...connection,
      orders: connection.orders.map((order) => ({
        ...order,
        shipmentId: order.shipmentId === null ? null : index * 10 + order.shipmentId,
        packId: order.packId === null ? null : index * 10 + order.packId,
      })),
    }));
}

/** Everything was read but perhaps for a stretch of days, up to an instant within the last day. */
function anyCoverage({ timeZone, first, days }: Stage): fc.Arbitrary<ConnectionFacts['covered']> {
  const at = (index: number) => startOfBusinessDay(addDays(first, index), timeZone).getTime();
  return fc
    .tuple(fc.nat(days - 1), fc.nat(2), fc.integer({ min: 1, max: DAY_MS / 2 }))
    .map(([start, length, into_ms]) => {
      const [begin, end] = [at(0), at(days - 1) + into_ms];
      const gap = { from: at(start), to: Math.min(at(start + length), end) };
      const stretches = [
        [begin, gap.from],
        [gap.to, end],
      ] as const;
      return stretches
        .filter(([from, to]) => from < to)
        .map(([from, to]) => ({ from: new Date(from).toISOString(), to: new Date(to).toISOString() }));
    });
}

function anyListing(stage: Stage, listingId: string): fc.Arbitrary<ListingFacts> {
  const instant = anyInstant(stage);
  return fc.record({
    listingId: fc.constant(listingId),
    access: fc.constantFrom('readable', 'readable', 'order_only', 'inaccessible'),
    created: fc.option(instant, { freq: 6 }),
    closedSeen: fc.option(instant, { freq: 1 }),
    stopTime: fc.option(instant),
    visits: perDay(stage),
    sightings: fc.uniqueArray(
      fc.record({
        at: instant,
        price_cents: fc.option(cents),
        stock: fc.option(fc.nat(50)),
        hasClips: fc.option(fc.boolean()),
      }),
      // The sync keeps one row per listing and local day.
      { selector: (one) => new Date(one.at).toLocaleDateString('en-CA', { timeZone: stage.timeZone }), maxLength: 4 },
    ),
  });
}

function anyOrder(stage: Stage, listingIds: readonly string[]): fc.Arbitrary<OrderFacts> {
  const line = fc.record({
    listingId: fc.constantFrom(...listingIds),
    quantity: fc.integer({ min: 1, max: 4 }),
    price_cents: cents,
    fee_cents: fc.option(cents, { freq: 9 }),
  });
  const seldom = <Value>(usual: Value, ...others: Value[]) =>
    fc.oneof({ arbitrary: fc.constant(usual), weight: 9 }, { arbitrary: fc.constantFrom(...others), weight: 2 });
  return fc
    .record({
      orderId: fc.constant(0),
      status: seldom('paid', 'cancelled', 'invalid', 'pending_cancel', 'partially_refunded', 'never_heard_of'),
      closed: fc.option(anyInstant(stage), { freq: 12 }),
      packId: fc.option(fc.nat(3)),
      shipmentId: fc.option(fc.nat(3), { freq: 3 }),
      currency: seldom('BRL', 'USD'),
      tags: seldom<string[]>([], ['test_order'], ['paid', 'not_delivered'], ['no_shipping']),
      cancelCode: seldom<string | null>(null, 'pack_splitted', 'buyer_regret'),
      missing: fc.oneof(
        { arbitrary: fc.constant<string[]>([]), weight: 40 },
        { arbitrary: fc.constantFrom<string[]>(['payments'], ['context'], ['tags', 'shipping']), weight: 1 },
      ),
      lines: fc.array(line, { minLength: 1, maxLength: 3 }),
      payments: fc.array(
        fc.record({ status: fc.constantFrom('approved', 'refunded', 'rejected'), refunded_cents: cents }),
        { maxLength: 2 },
      ),
    })
    .map((order) => (order.shipmentId === null ? { ...order, tags: [...order.tags, 'no_shipping'] } : order));
}
