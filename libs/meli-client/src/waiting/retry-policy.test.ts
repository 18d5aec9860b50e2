import { describe, expect, it } from 'vitest';
import { retryAfter_ms } from './retry-after.ts';
import { defaultRetryLimits as limits, nextWait_ms } from './retry-policy.ts';

const wait = (
  kind: 'throttled' | 'unavailable',
  { tries = 1, random = 0.999, waited_ms = 0, retryAfter_ms: asked = null as number | null } = {},
) => nextWait_ms({ kind, retryAfter_ms: asked }, { tries, waited_ms, random, limits });

describe('waiting before another try', () => {
  it('Q63 is at least as long as it was asked to be, and never more than the budget of one call', () => {
    expect(wait('throttled', { retryAfter_ms: 7_000, random: 0 })).toBe(7_000);
    expect(wait('throttled', { retryAfter_ms: 7_000, waited_ms: 173_000 })).toBe(7_000);
    expect(wait('throttled', { retryAfter_ms: 7_000, waited_ms: 173_001 })).toBeNull();
  });

  it('happens five times for throttling and three times for a failure, within a growing bound', () => {
    const waits = (kind: 'throttled' | 'unavailable') => [1, 2, 3, 4, 5, 6].map((tries) => wait(kind, { tries }));
    expect(waits('throttled')).toEqual([999, 1998, 3996, 7992, 15_984, null]);
    expect(waits('unavailable')).toEqual([999, 1998, 3996, null, null, null]);
  });

  it('is left to chance over the whole bound, so that callers do not come back together', () => {
    expect([0, 0.25, 0.5].map((random) => wait('throttled', { tries: 3, random }))).toEqual([0, 1000, 2000]);
  });

  it('has a cap of a minute', () => {
    const patient = { ...limits, throttledTriesMax: 20 };
    const given = { tries: 12, waited_ms: 0, random: 0.999, limits: patient };
    expect(nextWait_ms({ kind: 'throttled', retryAfter_ms: null }, given)).toBe(59_940);
  });
});

describe('the header Retry-After', () => {
  const now = new Date('2026-11-20T12:00:00Z');

  it.each([
    ['7', 7000],
    [' 1.5 ', 1500],
    ['0', 0],
    ['Fri, 20 Nov 2026 12:00:30 GMT', 30_000],
    ['Fri, 20 Nov 2026 11:00:00 GMT', 0],
    ['logo', null],
    ['-3', null],
    ['', null],
    [null, null],
  ])('"%s" is a wait of %s ms', (header, wait_ms) => {
    expect(retryAfter_ms(header, now)).toBe(wait_ms);
  });
});
