import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Counting, findCountedAnew } from './counts-follow.ts';

/** A sale of each hour of two days; null = not confirmed. */
const anyInstant = fc.option(fc.integer({ min: 0, max: 47 }), { freq: 5 });
const anyCounting: fc.Arbitrary<Counting> = fc.record({
  isCounted: fc.integer({ min: 0, max: 4 }).map((dice) => dice > 0),
  isCancelled: fc.boolean(),
  closed_ms: anyInstant,
  packId: fc.constantFrom(null, null, 'P1', 'P2'),
  listingIds: fc.subarray(['MLB1', 'MLB2', 'MLB3'], { maxLength: 2 }),
});
/** What changes of an order, if anything does. */
const anyChange = fc.oneof(
  fc.constant<Partial<Counting>>({}),
  fc.record({ isCancelled: fc.boolean() }),
  fc.record({ isCounted: fc.boolean() }),
  fc.record({ closed_ms: anyInstant }),
  fc.record({ packId: fc.constantFrom(null, 'P1', 'P2') }),
  fc.record({ listingIds: fc.subarray(['MLB1', 'MLB2', 'MLB3'], { maxLength: 2 }) }),
);
const anyOrder = fc.record({
  before: fc.option(anyCounting, { freq: 4 }),
  fresh: anyCounting,
  change: anyChange,
});

type Orders = Map<string, Counting>;
const dayOf = ({ closed_ms }: Counting) => (closed_ms === null ? null : Math.floor(closed_ms / 24));
const counted = (orders: Orders) =>
  [...orders].filter(([, order]) => order.isCounted && order.closed_ms !== null && order.listingIds.length > 0);

/** Orders, purchases and cancelled orders of an account on a day, as contract 4 counts them: each once. */
function countAccount(orders: Orders, day: number): number[] {
  const sold = counted(orders).filter(([, order]) => dayOf(order) === day);
  const opens = ([id, { packId }]: [string, Counting]) => packId === null || firstOf(orders, packId) === id;
  return [sold.length, sold.filter(opens).length, sold.filter(([, { isCancelled }]) => isCancelled).length];
}

/** The earliest counted order of a pack, whether or not its lines are known. */
function firstOf(orders: Orders, packId: string): string | undefined {
  const pack = [...orders].filter(([, one]) => one.isCounted && one.closed_ms !== null && one.packId === packId);
  return pack.toSorted(
    ([one, a], [other, b]) => Number(a.closed_ms) - Number(b.closed_ms) || (one < other ? -1 : 1),
  )[0]?.[0];
}

/** The same, summed over listings, each order being its own purchase. */
function countListings(orders: Orders, day: number): number[] {
  const sold = counted(orders).filter(([, order]) => dayOf(order) === day);
  const lines = sold.flatMap(([, { listingIds, isCancelled }]) => listingIds.map(() => isCancelled));
  return [lines.length, lines.length, lines.filter(Boolean).length];
}

const lessOf = (these: number[], those: number[]) => these.map((count, nth) => count - (those[nth] ?? 0));

it('an account’s counts move with those of its listings on every day that no order asks to be counted anew, whatever changed', () => {
  let followed = 0;
  fc.assert(
    fc.property(fc.array(anyOrder, { minLength: 1, maxLength: 7 }), (drawn) => {
      const changes = drawn.map(({ before, fresh, change }, nth) => ({
        orderId: `O${nth}`,
        before,
        now: before === null ? fresh : { ...before, ...change },
      }));
      const old: Orders = new Map(
        changes.flatMap(({ orderId, before }) => (before ? [[orderId, before] as const] : [])),
      );
      const young: Orders = new Map(changes.map(({ orderId, now }) => [orderId, now]));
      // Some of them are read now, the others are what had been stored and stays.
      const { orderIds, packIds } = findCountedAnew(changes);
      const asks = (id: string, order: Counting) =>
        orderIds.has(id) || (order.packId !== null && packIds.has(order.packId));
      const anew = new Set(
        [...old, ...young].filter(([id, order]) => asks(id, order)).map(([, order]) => dayOf(order)),
      );
      for (const [id, order] of old) if (orderIds.has(id)) anew.add(dayOf(order));
      for (const day of [0, 1].filter((one) => !anew.has(one))) {
        const account = lessOf(countAccount(young, day), countAccount(old, day));
        const listings = lessOf(countListings(young, day), countListings(old, day));
        expect(account).toEqual(listings);
        if (listings.some((count) => count !== 0)) followed += 1;
      }
    }),
    { numRuns: 2000, seed: 29 },
  );
  expect(followed).toBeGreaterThan(50);
});

it('a refund, and the cancelling of an order of one listing, ask for nothing; that of an order of two does', () => {
  const order: Counting = { isCounted: true, isCancelled: false, closed_ms: 1, packId: 'P1', listingIds: ['MLB1'] };
  const asks = (before: Counting | null, now: Counting) =>
    findCountedAnew([{ orderId: 'O1', before, now }]).orderIds.size > 0;
  expect(asks(order, order)).toBe(false);
  expect(asks(order, { ...order, isCancelled: true })).toBe(false);
  const two = { ...order, listingIds: ['MLB1', 'MLB2'] };
  expect(asks(two, { ...two, isCancelled: true })).toBe(true);
  expect(asks(null, order)).toBe(true);
  expect(asks(null, { ...order, packId: null })).toBe(false);
});
