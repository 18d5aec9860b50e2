import { describe, expect, it } from 'vitest';
import { sparklinePath } from './sparkline-path.ts';

const size = { width: 30, height: 10 };

describe('the small drawing of a listing', () => {
  it('runs from zero to the highest value, and does not bridge what is not known', () => {
    expect(sparklinePath([0, 50, null, 100, 25], { ...size, width: 40 })).toBe('M0 10L10 5M30 0L40 7.5');
  });

  it('takes all of its height for shares as well, which are below one', () => {
    expect(sparklinePath([0, 0.02, 0.04], size)).toBe('M0 10L15 5L30 0');
  });

  it('shows a lonely day as a dot, and a quiet time as a line at the bottom', () => {
    expect(sparklinePath([null, 7, null], size)).toBe('M15 0h0');
    expect(sparklinePath([5], size)).toBe('M0 0h0');
    expect(sparklinePath([0, 0, 0], size)).toBe('M0 10L15 10L30 10');
    expect(sparklinePath([null, null], size)).toBe('');
  });
});
