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
  it('Q24 are what a good answer tells, and 0 where it has no row, like those of any other day', async () => {
    const days = await readVisitDays(telling({ 200: 4, 350: 1 }), year, today);
    expect(days.map((one) => one.day)).toEqual(daysIn(year));
    const rows = days.filter((one) => one.visits > 0);
    expect(rows).toEqual([
      { day: back(350), visits: 1 },
      { day: back(200), visits: 4 },
    ]);
  });

  it('Q24 are all 0 where good answers have no row at all', async () => {
    expect(await readVisitDays(telling({}), year, today)).toEqual(daysIn(year).map((day) => ({ day, visits: 0 })));
  });

  it('are unknown where they are refused, and cost neither the younger ones nor the run', async () => {
    const days = await readVisitDays(refusing, year, today);
    expect(days.map((one) => one.day)).toEqual(daysIn({ from: sure, to: today }));
  });

  it('are no excuse for any other failure, nor for a refusal of younger days', async () => {
    const away = async () => Promise.reject(new MeliServerError('away', { endpoint: '/visits', status: 503 }));
    await expect(readVisitDays(away, { from: back(300), to: back(200) }, today)).rejects.toThrow('away');
    const wrong = async () => Promise.reject(new MeliRequestError('wrong', { endpoint: '/visits', status: 400 }));
    await expect(readVisitDays(wrong, { from: back(3), to: today }, today)).rejects.toThrow('wrong');
  });
});
