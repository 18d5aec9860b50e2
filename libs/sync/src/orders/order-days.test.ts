import { businessDayOf } from '@pulso/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutIntoDays } from './order-days.ts';

const HOUR_MS = 3_600_000;

describe('stretches of time cut into days', () => {
  it('are cut at the midnights of the zone, newest first', () => {
    const stretch = { from: new Date('2026-11-18T15:00:00Z'), to: new Date('2026-11-20T05:00:00Z') };
    expect(cutIntoDays([stretch], 'America/Sao_Paulo')).toEqual([
      { from: new Date('2026-11-20T03:00:00Z'), to: new Date('2026-11-20T05:00:00Z') },
      { from: new Date('2026-11-19T03:00:00Z'), to: new Date('2026-11-20T03:00:00Z') },
      { from: new Date('2026-11-18T15:00:00Z'), to: new Date('2026-11-19T03:00:00Z') },
    ]);
  });

  it('are days of 23 and 25 hours where a zone changes its clocks', () => {
    const hours = (from: string, to: string) =>
      cutIntoDays([{ from: new Date(from), to: new Date(to) }], 'America/New_York').map(
        (piece) => (piece.to.getTime() - piece.from.getTime()) / HOUR_MS,
      );
    expect(hours('2026-03-07T05:00:00Z', '2026-03-10T04:00:00Z')).toEqual([24, 23, 24]);
    expect(hours('2026-10-31T04:00:00Z', '2026-11-03T05:00:00Z')).toEqual([24, 25, 24]);
  });

  it('are together what they were, without overlap, and no piece knows two days', () => {
    const zones = fc.constantFrom(
      'America/Sao_Paulo',
      'America/New_York',
      'America/Rio_Branco',
      'Pacific/Chatham',
      'UTC',
    );
    const bounds = fc.uniqueArray(fc.integer({ min: 0, max: 400 * 24 * 4 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(zones, bounds, (zone, quarters) => {
        const instants = quarters
          .sort((one, other) => one - other)
          .map((quarter) => new Date(Date.parse('2026-01-01T00:00:00Z') + (quarter * HOUR_MS) / 4));
        const stretches = instants.flatMap((from, index) => {
          const to = instants[index + 1];
          return to && index % 2 === 0 ? [{ from, to }] : [];
        });
        const pieces = cutIntoDays(stretches, zone);
        for (const { from, to } of pieces) {
          expect(from.getTime()).toBeLessThan(to.getTime());
          expect(businessDayOf(new Date(to.getTime() - 1), zone)).toBe(businessDayOf(from, zone));
        }
        const joined = [];
        for (const piece of pieces.toReversed()) {
          const last = joined.at(-1);
          if (last?.to.getTime() === piece.from.getTime()) last.to = piece.to;
          else joined.push({ ...piece });
        }
        expect(joined).toEqual(stretches);
      }),
      { numRuns: 40 },
    );
  });
});
