import fc from 'fast-check';
import { expect, it } from 'vitest';
import { slopeOf } from './slope-of.ts';

it('a line has the slope that it was drawn with, wherever it begins', () => {
  const drawn = fc.tuple(
    fc.integer({ min: -1000, max: 1000 }),
    fc.integer({ min: -50, max: 50 }),
    fc.integer({ min: 2, max: 400 }),
  );
  fc.assert(
    fc.property(drawn, ([start, slope, count]) => {
      expect(slopeOf(Array.from({ length: count }, (_, index) => start + slope * index))).toBeCloseTo(slope, 6);
    }),
  );
});

it('what only goes up and down has no slope, and a single value neither', () => {
  expect(slopeOf([1, -1, -1, 1])).toBe(0);
  expect(slopeOf([7])).toBe(0);
});
