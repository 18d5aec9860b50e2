import { type BusinessDay, lengthInDays } from '@pulso/domain';
import { describe, expect, it } from 'vitest';
import { cutVisitWindows } from '../resources/visits.ts';
import { createMemoryBudget } from '../waiting/call-budget.ts';
import { retryAfter_ms } from '../waiting/retry-after.ts';
import { defaultRetryLimits, nextWait_ms } from '../waiting/retry-policy.ts';
import { parseJson } from './parse-json.ts';
import { Id, Instant } from './values.ts';

describe('values on the wire', () => {
  it('Q17 keeps a family id of twenty digits unchanged', () => {
    const parsed = parseJson(
      '{"family_id": 18446744000000000615, "note": "family_id: 18446744000000000615", "id":2000012345678901}',
    );
    expect(parsed).toEqual({
      family_id: '18446744000000000615',
      note: 'family_id: 18446744000000000615',
      id: 2000012345678901,
    });
  });

  it('Q50 takes ids as numbers and as texts', () => {
    expect(Id.parse(2000012345678901)).toBe('2000012345678901');
    expect(Id.parse('2000012345678901')).toBe('2000012345678901');
    expect(Id.safeParse(null).success).toBe(false);
  });

  it.each([
    ['2026-11-18T14:07:36.000-04:00', '2026-11-18T18:07:36.000Z'],
    ['2026-11-18T14:07:19.000-0400', '2026-11-18T18:07:19.000Z'],
    ['2026-11-18T14:07:19+0000', '2026-11-18T14:07:19.000Z'],
    ['2026-11-18T14:07:19.123456789Z', '2026-11-18T14:07:19.123Z'],
  ])('Q46 reads the instant %s', (text, iso) => {
    expect(Instant.parse(text).toISOString()).toBe(iso);
  });

  it.each(['2026-11-18T14:07:19', '2026-11-18', 'ontem'])(
    'refuses "%s", because nobody knows where it is meant',
    (text) => {
      expect(Instant.safeParse(text).success).toBe(false);
    },
  );
});

describe('waiting', () => {
  const limits = defaultRetryLimits;

  it('Q63 waits at least as long as it was asked to, and never more than the budget of one call', () => {
    const failure = { kind: 'throttled', retryAfter_ms: 7_000 } as const;
    expect(nextWait_ms(failure, { tries: 1, waited_ms: 0, random: 0, limits })).toBe(7_000);
    expect(nextWait_ms(failure, { tries: 1, waited_ms: 175_000, random: 0, limits })).toBeNull();
  });

  it('tries a throttled call six times and an unavailable one four times, within a growing, capped bound', () => {
    const wait = (kind: 'throttled' | 'unavailable', tries: number) =>
      nextWait_ms({ kind, retryAfter_ms: null }, { tries, waited_ms: 0, random: 0.999, limits });
    expect([1, 2, 3, 4, 5, 6].map((tries) => wait('throttled', tries))).toEqual([999, 1998, 3996, 7992, 15984, null]);
    expect([3, 4].map((tries) => wait('unavailable', tries))).toEqual([3996, null]);
  });

  it('reads a wait in seconds or as a date, and nothing else', () => {
    const now = new Date('2026-11-20T12:00:00Z');
    expect(retryAfter_ms('7', now)).toBe(7000);
    expect(retryAfter_ms('Fri, 20 Nov 2026 12:00:30 GMT', now)).toBe(30_000);
    expect(retryAfter_ms('Fri, 20 Nov 2026 11:00:00 GMT', now)).toBe(0);
    expect(retryAfter_ms('logo', now)).toBeNull();
    expect(retryAfter_ms(null, now)).toBeNull();
  });

  it('lets a second of calls go at once after a pause, then one per gap, and visits by their own slower rate', async () => {
    const waits: number[] = [];
    const budget = createMemoryBudget(
      { requestsPerSecond: 10, visitsPerSecond: 4 },
      { now_ms: () => 0, wait: async (ms) => void waits.push(Math.round(ms)) },
    );
    for (let call = 0; call < 6; call++) await budget.take('visits');
    expect(waits).toEqual([250, 500]);
    waits.length = 0;
    for (let call = 0; call < 6; call++) await budget.take('general');
    expect(waits).toEqual([100, 200]);
  });
});

describe('windows of visits', () => {
  it('Q29 cuts 365 days into three windows of at most 151 labels without overlap or gap', () => {
    const windows = cutVisitWindows({ from: '2025-11-21' as BusinessDay, to: '2026-11-20' as BusinessDay });
    expect(windows.map(lengthInDays)).toEqual([151, 151, 63]);
    expect(windows[1]?.from).toBe('2026-04-21');
    expect(windows[0]?.to).toBe('2026-04-20');
  });
});
