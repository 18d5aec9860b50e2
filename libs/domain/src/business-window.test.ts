import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, parseBusinessDay } from './business-day.ts';
import { daysIn, lastDays, lengthInDays, previousOf } from './business-window.ts';

const today = parseBusinessDay('2026-11-20');

describe('business window', () => {
  it('seven days are today and the six before it', () => {
    expect(lastDays(today, 7)).toEqual({ from: '2026-11-14', to: '2026-11-20' });
    expect(daysIn(lastDays(today, 3))).toEqual(['2026-11-18', '2026-11-19', '2026-11-20']);
  });

  it('the previous window has the same length and ends the day before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), (days) => {
        const window = lastDays(today, days);
        const previous = previousOf(window);
        expect(lengthInDays(previous)).toBe(days);
        expect(addDays(previous.to, 1)).toBe(window.from);
      }),
    );
  });
});
