import fc from 'fast-check';
import { expect, it } from 'vitest';
import { levelTicks } from './level-ticks.ts';

it.each([
  ['a price that never moved', [23_577], [22_000, 24_000, 26_000]],
  ['a price that was halved', [10_000, 5_000], [0, 10_000, 20_000]],
  ['a stock of seven', [7], [6, 7, 8]],
  ['no stock at all', [0], [0, 1, 2]],
])('the axis of %s has three round numbers around it', (_, values, ticks) => {
  expect(levelTicks(values)).toEqual(ticks);
});

it('an axis of what nobody knows has none', () => {
  expect(levelTicks([])).toBeNull();
});

it('whatever stood lies between the outer two of three whole numbers, equally far apart, none below nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 5_000_000 }), { minLength: 1, maxLength: 60 }), (values) => {
      const [low, middle, high] = levelTicks(values) ?? [Number.NaN, Number.NaN, Number.NaN];
      expect(low).toBeGreaterThanOrEqual(0);
      expect(low).toBeLessThanOrEqual(Math.min(...values));
      expect(high).toBeGreaterThanOrEqual(Math.max(...values));
      expect(middle - low).toBe(high - middle);
      expect([low, middle, high].every(Number.isInteger)).toBe(true);
    }),
    { numRuns: 500, seed: 29 },
  );
});
