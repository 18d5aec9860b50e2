import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitCents } from './split-cents.ts';

const totals = fc.integer({ min: 0, max: 1_000_000_000 });
const weights = fc.array(fc.integer({ min: 0, max: 1_000_000_000 }), { minLength: 1, maxLength: 20 });

describe('a sum split by weight', () => {
  it('adds up to the cent, and no part is off by a whole cent', () => {
    fc.assert(
      fc.property(totals, weights, (total, given) => {
        const parts = splitCents(total, given);
        const sum = given.reduce((all, weight) => all + weight, 0);
        const fair = sum === 0 ? given.map(() => 1) : given;
        const whole = BigInt(sum === 0 ? given.length : sum);
        expect(parts).toHaveLength(given.length);
        expect(parts.reduce((all, part) => all + part, 0)).toBe(total);
        for (const [index, part] of parts.entries()) {
          // |part − total · weight / sum| < 1, without a division.
          const off = BigInt(part) * whole - BigInt(total) * BigInt(fair[index] ?? 0);
          expect(off < whole && off > -whole).toBe(true);
        }
      }),
      { seed: 20_261_120 },
    );
  });

  it('gives the odd cent to the largest remainder, the first of equals before the others', () => {
    expect(splitCents(2003, [100, 200, 300])).toEqual([334, 668, 1001]);
    expect(splitCents(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(splitCents(5, [0, 0])).toEqual([3, 2]);
    expect(splitCents(7, [0, 1])).toEqual([0, 7]);
  });
});
