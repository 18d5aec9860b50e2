import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rules, totalsBy } from './panel-rules.ts';
import type { Cut, CutSums, Cuts } from './read-cuts.ts';
import { differenceCauses, type SplitDifference, splitDifferences } from './split-difference.ts';

const sums = (over: Partial<CutSums> = {}): CutSums => ({
  orders: 100,
  packs: 90,
  gmv_cents: 1_000_000,
  refund_cents: 3_000,
  freight_cents: 70_000,
  ...over,
});
const cut = (over: Partial<CutSums> = {}): Cut => ({
  all: sums(over),
  live: sums({ ...over, orders: 95, packs: 86, gmv_cents: 940_000 }),
});
const cuts: Cuts = { ours: cut(), theirs: cut({ orders: 102, packs: 91, gmv_cents: 1_020_000 }) };
const published = { orders: 100, revenue_cents: 1_000_000 };
const facts = { published, cuts, unread_days: 0 };

/** What explains something of it, with how much. */
const explained = (split: SplitDifference | null) =>
  Object.fromEntries(
    (split?.parts ?? []).filter(({ amount }) => amount !== 0).map(({ cause, amount }) => [cause, amount]),
  );

describe('the difference to a total that somebody sees elsewhere', () => {
  it('is nothing to explain when there is none', () => {
    const { orders, revenue_cents } = splitDifferences({ orders: 100, revenue_cents: 1_000_000 }, facts);
    expect([orders?.difference, orders?.rest, explained(orders)]).toEqual([0, 0, {}]);
    expect([revenue_cents?.difference, revenue_cents?.rest, explained(revenue_cents)]).toEqual([0, 0, {}]);
    expect(splitDifferences({ orders: 100, revenue_cents: null }, facts).revenue_cents).toBe(null);
  });

  it('is taken apart into what was cancelled, freight and refunds, one after the other', () => {
    const { orders, revenue_cents } = splitDifferences({ orders: 95, revenue_cents: 867_000 }, facts);
    expect(explained(orders)).toEqual({ cancelled: -5 });
    expect(explained(revenue_cents)).toEqual({ cancelled: -60_000, freight: -70_000, refunds: -3_000 });
    expect([orders?.rest, revenue_cents?.rest]).toEqual([0, 0]);
  });

  it('is taken apart into the cut of the days and orders of one purchase', () => {
    const { orders } = splitDifferences({ orders: 91, revenue_cents: null }, facts);
    expect([explained(orders), orders?.rest]).toEqual([{ day_cut: 2, packs: -11 }, 0]);
    // What explains nothing says what it would be.
    expect(orders?.parts.find(({ cause }) => cause === 'cancelled')).toEqual({
      cause: 'cancelled',
      amount: 0,
      possible: -5,
    });
  });

  it('has as a cause of its own what came since the numbers were calculated', () => {
    const older = { orders: 98, revenue_cents: 990_000 };
    const { orders } = splitDifferences({ orders: 100, revenue_cents: null }, { ...facts, published: older });
    expect([orders?.difference, explained(orders), orders?.rest]).toEqual([2, { later_changes: 2 }, 0]);
  });

  it('leaves what is not known in the rest: days and freight that were not read', () => {
    const unknown: Cuts = {
      ours: { all: sums({ freight_cents: null }), live: sums({ freight_cents: null }) },
      theirs: null,
    };
    const { revenue_cents } = splitDifferences(
      { orders: null, revenue_cents: 930_000 },
      { published, cuts: unknown, unread_days: 2 },
    );
    const possible = Object.fromEntries((revenue_cents?.parts ?? []).map((part) => [part.cause, part.possible]));
    expect(possible).toMatchObject({ freight: null, day_cut: null, not_read: null });
    for (const cause of ['freight', 'day_cut', 'not_read'])
      expect(Object.keys(explained(revenue_cents))).not.toContain(cause);
  });
});

const amount = fc.integer({ min: 0, max: 5_000_000 });
const anySums: fc.Arbitrary<CutSums> = fc
  .record({
    orders: fc.nat(300),
    packs: fc.nat(300),
    gmv_cents: amount,
    refund_cents: amount,
    freight_cents: fc.option(amount),
  })
  .map((one) => ({ ...one, packs: Math.min(one.packs, one.orders) }));
const anyCut = fc.record({ all: anySums, live: anySums });
const anyCuts = fc.record({ ours: anyCut, theirs: fc.option(anyCut) });
const anyFacts = fc.record({
  published: fc.record({ orders: fc.nat(300), revenue_cents: amount }),
  cuts: anyCuts,
  unread_days: fc.nat(3),
});
const splitsOf = (stated: { orders: number | null; revenue_cents: number | null }, given: typeof facts) =>
  Object.values(splitDifferences(stated, given)).filter((one) => one !== null);

describe('any difference at all', () => {
  it('is the sum of its parts and the rest, to the cent, in whole numbers', () => {
    fc.assert(
      fc.property(fc.option(fc.nat(400)), fc.option(amount), anyFacts, (orders, revenue_cents, given) => {
        for (const { stated, ours, difference, parts, rest } of splitsOf({ orders, revenue_cents }, given)) {
          expect(difference).toBe(stated - ours);
          expect(parts.reduce((sum, part) => sum + part.amount, 0) + rest).toBe(difference);
          expect([rest, ...parts.map((part) => part.amount)].every(Number.isInteger)).toBe(true);
          expect(
            parts
              .map((part) => differenceCauses.indexOf(part.cause))
              .every((at, nth, all) => nth === 0 || at > (all[nth - 1] ?? 0)),
          ).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is explained by nothing that is not known', () => {
    fc.assert(
      fc.property(fc.nat(400), amount, anyFacts, (orders, revenue_cents, given) => {
        for (const { parts } of splitsOf({ orders, revenue_cents }, given)) {
          expect(parts.filter((part) => part.possible === null && part.amount !== 0)).toEqual([]);
          const notRead = parts.find(({ cause }) => cause === 'not_read');
          expect(notRead?.possible).toBe(given.unread_days > 0 ? null : 0);
          const dayCut = parts.find(({ cause }) => cause === 'day_cut');
          expect(given.cuts.theirs === null && dayCut?.possible !== null).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('has no rest for totals that a page with any of these rules would show', () => {
    const someRules = fc.subarray([...rules]);
    fc.assert(
      fc.property(anyFacts, someRules, (given, applied) => {
        const stated = totalsBy(applied, given.cuts);
        for (const { rest } of splitsOf(stated, given)) expect(rest).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it('is never farther from an explanation than without any', () => {
    fc.assert(
      fc.property(fc.nat(400), anyFacts, (orders, given) => {
        for (const split of splitsOf({ orders, revenue_cents: null }, given)) {
          expect(Math.abs(split.rest)).toBeLessThanOrEqual(Math.abs(orders - given.cuts.ours.all.orders));
        }
      }),
      { numRuns: 500 },
    );
  });
});
