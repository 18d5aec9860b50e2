import { describe, expect, it } from 'vitest';
import { freshnessOf, worstOf } from './freshness.ts';
import { ratio } from './ratio.ts';

const promise = { freshWithin_minutes: 120, staleAfter_minutes: 1560 };
const now = new Date('2026-11-20T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

describe('freshness', () => {
  it.each([
    [0, 'fresh'],
    [120, 'fresh'],
    [121, 'late'],
    [1560, 'late'],
    [1561, 'stale'],
  ] as const)('orders read %i minutes ago are %s', (minutes, status) => {
    expect(freshnessOf('orders', promise, { coveredThrough: minutesAgo(minutes), now })).toBe(status);
  });

  it.each([
    [26 * 60, 'fresh'],
    [26 * 60 + 1, 'late'],
    [50 * 60, 'late'],
    [50 * 60 + 1, 'stale'],
  ] as const)('visits read %i minutes ago are %s, because Mercado Livre releases them late', (minutes, status) => {
    expect(freshnessOf('visits', promise, { coveredThrough: minutesAgo(minutes), now })).toBe(status);
  });

  it('a source that was not read yet is never, and the worst source decides', () => {
    expect(freshnessOf('listings', promise, { coveredThrough: null, now })).toBe('never');
    expect(worstOf(['fresh', 'stale', 'late'])).toBe('stale');
    expect(worstOf(['fresh', 'never'])).toBe('never');
    expect(worstOf([])).toBe('never');
  });
});

describe('ratio', () => {
  it('needs a known numerator and a denominator that is not zero', () => {
    expect(ratio(3, 4)).toBe(0.75);
    expect(ratio(0, 4)).toBe(0);
    expect(ratio(3, 0)).toBeNull();
    expect(ratio(3, null)).toBeNull();
    expect(ratio(null, 4)).toBeNull();
  });
});
