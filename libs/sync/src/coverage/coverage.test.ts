import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenShop, openShop } from '../testing/open-shop.ts';
import { extendCoverage } from './extend-coverage.ts';
import { readOrderCoverage, type Stretch } from './read-coverage.ts';

const timeZone = 'America/Sao_Paulo';
const HOUR_MS = 3_600_000;
const START_MS = Date.parse('2026-11-01T03:00:00Z');
const at = (hour: number) => new Date(START_MS + hour * HOUR_MS);
const stretch = (from: number, to: number): Stretch => ({ from: at(from), to: at(to) });

let shop: OpenShop;
beforeAll(async () => {
  shop = await openShop('2026-11-20T15:00:00Z');
});
afterAll(() => shop.close());

const forget = () => shop.rows('delete from source_coverage');
const cover = (from: number, to: number, source: 'orders' | 'visits' = 'orders') => {
  const { connectionId } = shop;
  return extendCoverage(shop.db, shop.tenantId, {
    connectionId,
    source,
    stretch: stretch(from, to),
    now: at(to),
    timeZone,
  });
};
const read = (from: number, to: number) => {
  const { connectionId } = shop;
  return readOrderCoverage(shop.db, shop.tenantId, { connectionId, wanted: stretch(from, to) });
};

describe('what is known to be read of orders', () => {
  it('is nothing before the first read: the whole of what is wanted is a gap, and no instant is known', async () => {
    await forget();
    await cover(0, 5, 'visits');
    expect(await read(0, 48)).toEqual({ gaps: [stretch(0, 48)], changesKnownThrough: null });
  });

  it('is never taken back: an older or shorter note moves neither the end nor the last success', async () => {
    await forget();
    await cover(10, 20);
    await cover(2, 4);
    await cover(12, 13);
    expect(await read(0, 24)).toEqual({
      gaps: [stretch(0, 2), stretch(4, 10), stretch(20, 24)],
      changesKnownThrough: at(20),
    });
    expect(await shop.rows(`select last_success_at from source_coverage where source = 'orders'`)).toEqual([
      { last_success_at: at(20) },
    ]);
  });

  it('leaves no gap between two stretches of which one begins where the other ends', async () => {
    await forget();
    await cover(5, 10);
    await cover(0, 5);
    expect((await read(0, 10)).gaps).toEqual([]);
  });

  it('has, after any notes in any order, exactly the gaps that an hour-by-hour list has', async () => {
    const HOURS = 30;
    const part = fc
      .tuple(fc.integer({ min: 0, max: HOURS }), fc.integer({ min: 0, max: HOURS }))
      .map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const)
      .filter(([from, to]) => from < to);
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 6 }), part, async (notes, [from, to]) => {
        await forget();
        const isCovered = Array.from({ length: HOURS }, () => false);
        for (const [first, end] of notes) {
          await cover(first, end);
          isCovered.fill(true, first, end);
        }
        const { gaps, changesKnownThrough } = await read(from, to);
        const hours = gaps.flatMap((gap) => {
          const first = (gap.from.getTime() - START_MS) / HOUR_MS;
          return Array.from({ length: (gap.to.getTime() - gap.from.getTime()) / HOUR_MS }, (_, index) => first + index);
        });
        const wanted = Array.from({ length: to - from }, (_, index) => from + index);
        expect(hours).toEqual(wanted.filter((hour) => !isCovered[hour]));
        expect(changesKnownThrough).toEqual(notes.length === 0 ? null : at(Math.max(...notes.map(([, end]) => end))));
      }),
      { numRuns: 60 },
    );
  });
});
