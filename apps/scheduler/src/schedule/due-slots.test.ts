import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueSlots } from './due-slots.ts';
import { type Schedule, schedulesIn } from './schedules.ts';

const HOUR_MS = 3_600_000;
const instants = (schedules: readonly Schedule[], since: string, until: string) =>
  dueSlots(schedules, new Date(since), new Date(until)).map(({ slot }) => slot.toISOString().slice(0, 16));

describe('the hourly sync', () => {
  test('is due on the hour, after the last look and up to now', () => {
    const hourly = schedulesIn('America/Sao_Paulo');
    expect(instants(hourly, '2026-11-23T10:00:00Z', '2026-11-23T12:00:00Z')).toEqual([
      '2026-11-23T11:00',
      '2026-11-23T12:00',
    ]);
    expect(instants(hourly, '2026-11-23T12:00:00Z', '2026-11-23T12:59:59.999Z')).toEqual([]);
    expect(dueSlots(hourly, new Date('2026-11-23T12:59:00Z'), new Date('2026-11-23T13:00:30Z'))).toEqual([
      { jobType: 'sync-mercadolivre', timeZone: 'America/Sao_Paulo', slot: new Date('2026-11-23T13:00:00Z') },
    ]);
  });

  test('looks back for nothing when the clock went back', () => {
    expect(instants(schedulesIn('UTC'), '2026-11-23T12:00:00Z', '2026-11-23T10:00:00Z')).toEqual([]);
  });

  test('is due on the local hour where the zone is not whole hours away', () => {
    expect(instants(schedulesIn('Asia/Kathmandu'), '2026-11-23T10:00:00Z', '2026-11-23T12:00:00Z')).toEqual([
      '2026-11-23T10:15',
      '2026-11-23T11:15',
    ]);
  });

  test.each([
    ['a repeated hour', '2026-11-01T04:30:00Z', '2026-11-01T07:30:00Z'],
    ['a missing hour', '2026-03-08T05:30:00Z', '2026-03-08T08:30:00Z'],
    ['the end of a month', '2026-02-28T22:30:00Z', '2026-03-01T01:30:00Z'],
    ['the end of a year', '2026-12-31T22:30:00Z', '2027-01-01T01:30:00Z'],
    ['a leap day', '2028-02-28T23:30:00Z', '2028-02-29T02:30:00Z'],
  ])('leaves out no hour and repeats none over %s', (_, since, until) => {
    const first = Math.ceil(Date.parse(since) / HOUR_MS) * HOUR_MS;
    const expected = [0, 1, 2].map((hours) => new Date(first + hours * HOUR_MS).toISOString().slice(0, 16));
    expect(instants(schedulesIn('America/New_York'), since, until)).toEqual(expected);
  });

  test('has one slot for each hour of a year with clock changes', () => {
    const year = dueSlots(
      schedulesIn('America/New_York'),
      new Date('2026-01-01T04:59:59Z'),
      new Date('2027-01-01T04:59:59Z'),
    );
    expect(year).toHaveLength(365 * 24);
    for (const [index, { slot }] of year.entries()) {
      expect(slot.getTime()).toBe(Date.parse('2026-01-01T05:00:00Z') + index * HOUR_MS);
    }
  });

  test('is due the same, however often somebody looks', () => {
    const hourly = schedulesIn('Australia/Lord_Howe');
    const begin = Date.parse('2026-04-04T00:00:00Z');
    const offsets_ms = fc.uniqueArray(fc.integer({ min: 1, max: 48 * HOUR_MS - 1 }), { maxLength: 12 });
    fc.assert(
      fc.property(offsets_ms, (looks_ms) => {
        const marks = [0, ...looks_ms.sort((a, b) => a - b), 48 * HOUR_MS].map((ms) => new Date(begin + ms));
        const pieces = marks.slice(1).flatMap((now, index) => dueSlots(hourly, marks[index] ?? now, now));
        expect(pieces).toEqual(dueSlots(hourly, new Date(begin), new Date(begin + 48 * HOUR_MS)));
      }),
      { seed: 20261123, numRuns: 50 },
    );
  });
});

describe('schedules that meet', () => {
  const nightly: Schedule = { jobType: 'sync-mercadolivre', cron: '0 3 * * *', timeZone: 'America/Sao_Paulo' };

  test('make one entry for their common instant', () => {
    const both = [...schedulesIn('America/Sao_Paulo'), nightly];
    expect(instants(both, '2026-11-23T05:30:00Z', '2026-11-23T07:30:00Z')).toEqual([
      '2026-11-23T06:00',
      '2026-11-23T07:00',
    ]);
  });

  test('a local time that a clock change leaves out or repeats is due once', () => {
    const inNewYork = { ...nightly, cron: '30 1 * * *', timeZone: 'America/New_York' };
    expect(instants([inNewYork], '2026-10-31T12:00:00Z', '2026-11-02T12:00:00Z')).toEqual([
      '2026-11-01T05:30',
      '2026-11-02T06:30',
    ]);
    const atTwo = { ...inNewYork, cron: '30 2 * * *' };
    expect(instants([atTwo], '2026-03-07T12:00:00Z', '2026-03-09T12:00:00Z')).toHaveLength(2);
  });
});
