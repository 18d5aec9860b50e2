import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  type BusinessDay,
  businessDayOf,
  daysBetween,
  findBusinessDay,
  firstProvisionalDay,
  isTimeZone,
  parseBusinessDay,
  startOfBusinessDay,
} from './business-day.ts';

const zones = ['America/Sao_Paulo', 'America/Manaus', 'America/Mexico_City', 'America/New_York', 'Europe/Lisbon'];
const anyInstant = fc.integer({ min: Date.UTC(2018, 0, 1), max: Date.UTC(2032, 0, 1) }).map((ms) => new Date(ms));
const anyZone = fc.constantFrom(...zones);

describe('business day', () => {
  it.each([
    ['2026-11-19T02:59:59Z', '2026-11-18'],
    ['2026-11-19T03:00:00Z', '2026-11-19'],
    ['2026-12-31T22:59:59-04:00', '2026-12-31'],
    ['2026-12-31T23:00:00-04:00', '2027-01-01'],
  ])('an order closed at %s is a sale of %s in São Paulo', (instant, day) => {
    expect(businessDayOf(new Date(instant), 'America/Sao_Paulo')).toBe(day);
  });

  it('starts a day at the first instant that exists when the clock skips midnight', () => {
    const skipped = startOfBusinessDay(parseBusinessDay('2018-11-04'), 'America/Sao_Paulo');
    expect(skipped.toISOString()).toBe('2018-11-04T03:00:00.000Z');
  });

  it('every instant lies between the start of its day and the start of the next', () => {
    fc.assert(
      fc.property(anyInstant, anyZone, (instant, zone) => {
        const day = businessDayOf(instant, zone);
        expect(startOfBusinessDay(day, zone).getTime()).toBeLessThanOrEqual(instant.getTime());
        expect(startOfBusinessDay(addDays(day, 1), zone).getTime()).toBeGreaterThan(instant.getTime());
      }),
    );
  });

  it('moving forth and back returns to the same day, and the distance is what was moved', () => {
    fc.assert(
      fc.property(anyInstant, anyZone, fc.integer({ min: -800, max: 800 }), (instant, zone, days) => {
        const day = businessDayOf(instant, zone);
        const moved = addDays(day, days);
        expect(daysBetween(day, moved)).toBe(days);
        expect(addDays(moved, -days)).toBe(day);
      }),
    );
  });

  it('counts days as the calendar of Temporal does, leap days and ends of years included', () => {
    const anyDay = fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (instant, days) => {
        const day = parseBusinessDay(instant.toISOString().slice(0, 10));
        expect(addDays(day, days)).toBe(Temporal.PlainDate.from(day).add({ days }).toString());
      }),
    );
  });

  it.each(['0000-01-05', '2026-2-01', '2026-02-30', '20260201', '2026-02-01T00:00:00Z', '', 'ontem'])(
    'refuses "%s" as a day',
    (text) => {
      expect(findBusinessDay(text)).toBeNull();
      expect(() => parseBusinessDay(text as BusinessDay)).toThrow(/YYYY-MM-DD/);
    },
  );

  it('calls today and the two days before provisional, across the end of a month', () => {
    expect(firstProvisionalDay(parseBusinessDay('2028-03-01'))).toBe('2028-02-28');
    expect(firstProvisionalDay(parseBusinessDay('2026-11-20'))).toBe('2026-11-18');
  });

  it('tells real zones from invented ones', () => {
    expect(zones.every(isTimeZone)).toBe(true);
    expect(isTimeZone('America/Atlantis')).toBe(false);
    expect(isTimeZone('-03:00')).toBe(false);
  });
});
