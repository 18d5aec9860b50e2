import { describe, expect, it } from 'vitest';
import { middleRound, midmeanOf } from './middle-round.ts';

describe('the middle of what calls took', () => {
  it('leaves out the fastest and the slowest quarter', () => {
    expect(midmeanOf([5, 900, 4, 0, 6, 7, 1, 8])).toBe(5.5);
    expect(midmeanOf([3])).toBe(3);
    expect(midmeanOf([])).toBeNaN();
  });

  it('of a machine that changes between two speeds moves with the share of either, not from one to the other', () => {
    const ofBoth = (slow: number) => [...Array(100 - slow).fill(7), ...Array(slow).fill(10)];
    expect(midmeanOf(ofBoth(52)) / midmeanOf(ofBoth(48))).toBeCloseTo(1.03, 2);
  });

  it('is a whole round, its reference with it', () => {
    const slow = { value: 21, reference: 20 };
    expect(middleRound([{ value: 9, reference: 7 }, slow, { value: 7, reference: 7 }])).toBe(slow);
    expect(middleRound([]).value).toBeNaN();
  });
});
