import { addDays, type BusinessWindow, daysIn, lengthInDays, parseBusinessDay } from '@pulso/domain';
import { MeliRequestError, MeliServerError } from '@pulso/meli-client';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutByReach, oldestSureDay, readVisitDays } from './read-visit-days.ts';

const today = parseBusinessDay('2026-11-20');
const sure = oldestSureDay(today);
const back = (days: number) => addDays(today, -days);
/** Answers with these visits, days counted back from today; every other day is 0. */
const telling = (visits: Record<number, number>) => async (window: BusinessWindow) =>
  daysIn(window).map((day) => ({
    day,
    visits: Object.entries(visits).find(([days]) => back(Number(days)) === day)?.[1] ?? 0,
  }));
const refusing = async (window: BusinessWindow) => {
  if (window.from < sure) throw new MeliRequestError('too far back', { endpoint: '/visits', status: 400 });
  return telling({})(window);
};

describe('a window of visits', () => {
  it('is asked newest first, in parts of one answer each, cut where Mercado Livre surely tells', () => {
    expect(sure).toBe('2026-06-23');
    expect(cutByReach({ from: back(364), to: today }, today)).toEqual([
      { from: back(150), to: today },
      { from: back(301), to: back(151) },
      { from: back(364), to: back(302) },
    ]);
    expect(cutByReach({ from: back(29), to: today }, today)).toEqual([{ from: back(29), to: today }]);
    expect(cutByReach({ from: back(200), to: back(160) }, today)).toEqual([{ from: back(200), to: back(160) }]);
    expect(cutByReach({ from: back(160), to: back(140) }, today)).toEqual([
      { from: back(150), to: back(140) },
      { from: back(160), to: back(151) },
    ]);
  });

  it('is in its parts again, without overlap or gap, whatever its ends', () => {
    fc.assert(
      fc.property(fc.nat({ max: 400 }), fc.nat({ max: 400 }), (one, other) => {
        const window = { from: back(Math.max(one, other)), to: back(Math.min(one, other)) };
        const parts = cutByReach(window, today);
        expect(parts.toReversed().flatMap(daysIn)).toEqual(daysIn(window));
        for (const part of parts) {
          expect(lengthInDays(part)).toBeLessThanOrEqual(151);
          expect(part.from >= sure || part.to < sure).toBe(true);
        }
      }),
    );
  });
});

it('a window through today costs one call per started 151 days', () => {
  for (let length = 1; length <= 365; length++) {
    expect(cutByReach({ from: back(length - 1), to: today }, today)).toHaveLength(Math.ceil(length / 151));
  }
});

describe('visits beyond 150 days', () => {
  const year = { from: back(364), to: today };
  const unknownIn = (days: { day: string }[]) => daysIn(year).filter((day) => !days.some((one) => one.day === day));

  it('are 0 only from the first row of their own answer on; younger ones are 0 without any row', async () => {
    const days = await readVisitDays(telling({ 200: 4, 350: 1 }), year, today);
    expect(days.find((one) => one.day === back(200))?.visits).toBe(4);
    expect(days.find((one) => one.day === back(199))?.visits).toBe(0);
    expect(unknownIn(days)).toEqual(
      [...daysIn({ from: back(364), to: back(351) }), ...daysIn({ from: back(301), to: back(201) })].sort(),
    );
    expect(days.map((one) => one.day)).toEqual(
      days.map((one) => one.day).toSorted((one, other) => (one < other ? -1 : 1)),
    );
  });

  it('are unknown where they are left out or refused, and cost neither the younger ones nor the run', async () => {
    for (const read of [telling({ 3: 1 }), refusing]) {
      const days = await readVisitDays(read, year, today);
      expect(days.map((one) => one.day)).toEqual(daysIn({ from: sure, to: today }));
    }
  });

  it('are no excuse for any other failure, nor for a refusal of younger days', async () => {
    const away = async () => Promise.reject(new MeliServerError('away', { endpoint: '/visits', status: 503 }));
    await expect(readVisitDays(away, { from: back(300), to: back(200) }, today)).rejects.toThrow('away');
    const wrong = async () => Promise.reject(new MeliRequestError('wrong', { endpoint: '/visits', status: 400 }));
    await expect(readVisitDays(wrong, { from: back(3), to: today }, today)).rejects.toThrow('wrong');
  });
});
