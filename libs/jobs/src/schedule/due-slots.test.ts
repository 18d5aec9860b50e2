import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueSlots } from './due-slots.ts';
import { type Schedule, schedulesIn } from './schedules.ts';

const HOUR_MS = 3_600_000;
const hourlyIn = (timeZone: string) => schedulesIn(timeZone).filter(({ name }) => name === 'hourly');
const nightlyIn = (timeZone: string) => schedulesIn(timeZone).filter(({ name }) => name === 'nightly');
const instants = (schedules: readonly Schedule[], since: string, until: string) =>
  dueSlots(schedules, new Date(since), new Date(until)).map(({ slot }) => slot.toISOString().slice(0, 16));

describe('the hourly sync', () => {
  test('is due on the hour, after the last look and up to now', () => {
    const hourly = hourlyIn('America/Sao_Paulo');
    expect(instants(hourly, '2026-11-23T10:00:00Z', '2026-11-23T12:00:00Z')).toEqual([
      '2026-11-23T11:00',
      '2026-11-23T12:00',
    ]);
    expect(instants(hourly, '2026-11-23T12:00:00Z', '2026-11-23T12:59:59.999Z')).toEqual([]);
    expect(dueSlots(hourly, new Date('2026-11-23T12:59:00Z'), new Date('2026-11-23T13:00:30Z'))).toEqual([
      {
        jobType: 'sync-mercadolivre',
        schedule: 'hourly',
        timeZone: 'America/Sao_Paulo',
        slot: new Date('2026-11-23T13:00:00Z'),
      },
    ]);
  });

  test('looks back for nothing when the clock went back', () => {
    expect(instants(hourlyIn('UTC'), '2026-11-23T12:00:00Z', '2026-11-23T10:00:00Z')).toEqual([]);
  });

  test('is due on the local hour where the zone is not whole hours away', () => {
    expect(instants(hourlyIn('Asia/Kathmandu'), '2026-11-23T10:00:00Z', '2026-11-23T12:00:00Z')).toEqual([
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
    expect(instants(hourlyIn('America/New_York'), since, until)).toEqual(expected);
  });

  test('has one slot for each hour of a year with clock changes', () => {
    const year = dueSlots(
      hourlyIn('America/New_York'),
      new Date('2026-01-01T04:59:59Z'),
      new Date('2027-01-01T04:59:59Z'),
    );
    expect(year).toHaveLength(365 * 24);
    for (const [index, { slot }] of year.entries()) {
      expect(slot.getTime()).toBe(Date.parse('2026-01-01T05:00:00Z') + index * HOUR_MS);
    }
  });

  test('is due the same, however often somebody looks', () => {
    const hourly = hourlyIn('Australia/Lord_Howe');
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

/** Clocks that change at 02:00, at 03:00, at midnight, by half an hour, by two hours, in the south, and never. */
const ZONES = [
  'America/New_York',
  'Europe/Lisbon',
  'Europe/Berlin',
  'Europe/Helsinki',
  'Asia/Beirut',
  'Africa/Cairo',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Antarctica/Troll',
  'Asia/Kathmandu',
  'America/Sao_Paulo',
  'Pacific/Apia',
];
const localDay = (timeZone: string, instant: Date) => new Intl.DateTimeFormat('sv', { timeZone }).format(instant);
const YEAR = [new Date('2026-01-01T14:59:00Z'), new Date('2027-01-01T14:59:00Z')] as const;

describe('schedules that meet', () => {
  test('make one entry for their common instant, and the one that asks for more says what it is', () => {
    const sync = schedulesIn('America/Sao_Paulo', 'sync-mercadolivre');
    const due = dueSlots(sync, new Date('2026-11-23T04:30:00Z'), new Date('2026-11-23T07:30:00Z'));
    expect(due.map(({ slot, schedule }) => `${slot.toISOString().slice(11, 16)} ${schedule}`)).toEqual([
      '05:00 hourly',
      '06:00 nightly',
      '07:00 hourly',
    ]);
  });

  test.each(ZONES)('in %s every day of a year has one night, which is one of its hours', (timeZone) => {
    const nights = dueSlots(nightlyIn(timeZone), ...YEAR);
    const days = nights.map(({ slot }) => localDay(timeZone, slot));
    expect(days).toEqual([...new Set(days)]);
    expect(days).toHaveLength(365);
    const hours = new Set(dueSlots(hourlyIn(timeZone), ...YEAR).map(({ slot }) => slot.getTime()));
    expect(nights.filter(({ slot }) => !hours.has(slot.getTime()))).toEqual([]);
  });

  test('a night whose clocks leave 03:00 out has its wide sync when they have jumped', () => {
    const since = new Date('2026-03-28T20:00:00Z');
    const due = dueSlots(schedulesIn('Europe/Helsinki', 'sync-mercadolivre'), since, new Date('2026-03-29T03:00:00Z'));
    expect(due.filter(({ schedule }) => schedule === 'nightly').map(({ slot }) => slot.toISOString())).toEqual([
      '2026-03-29T01:00:00.000Z',
    ]);
  });

  test('whatever zones and stretch of the year, no job has an instant of a zone twice, and none lies outside', () => {
    const zones = fc.uniqueArray(fc.constantFrom(...ZONES), { minLength: 1, maxLength: 3 });
    const begin = fc.integer({ min: YEAR[0].getTime(), max: YEAR[1].getTime() });
    fc.assert(
      fc.property(zones, begin, fc.integer({ min: 0, max: 240 * HOUR_MS }), (timeZones, since_ms, length_ms) => {
        const [since, now] = [new Date(since_ms), new Date(since_ms + length_ms)];
        const due = dueSlots(
          timeZones.flatMap((timeZone) => schedulesIn(timeZone)),
          since,
          now,
        );
        const keys = due.map(({ jobType, timeZone, slot }) => `${jobType} ${timeZone} ${slot.getTime()}`);
        expect(keys).toEqual([...new Set(keys)]);
        expect(due.every(({ slot }) => slot > since && slot <= now)).toBe(true);
        expect(due.map(({ slot }) => slot.getTime())).toEqual(
          due.map(({ slot }) => slot.getTime()).sort((a, b) => a - b),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('the sweep comes on Sundays after the night, and the house is kept once a day', () => {
    const due = dueSlots(
      schedulesIn('America/Sao_Paulo'),
      new Date('2026-02-22T02:00:00Z'),
      new Date('2026-03-02T02:00:00Z'),
    );
    const slotsOf = (name: string) =>
      due.filter(({ schedule }) => schedule === name).map(({ slot }) => slot.toISOString().slice(0, 16));
    expect(slotsOf('weekly-sweep')).toEqual(['2026-02-22T08:00', '2026-03-01T08:00']);
    expect(slotsOf('housekeeping')).toHaveLength(8);
    expect(slotsOf('nightly')).toContain('2026-03-01T06:00');
  });

  test('a local time that a clock change leaves out or repeats is due once', () => {
    const inNewYork = { ...nightlyIn('America/New_York')[0], cron: '30 1 * * *' } as Schedule;
    expect(instants([inNewYork], '2026-10-31T12:00:00Z', '2026-11-02T12:00:00Z')).toEqual([
      '2026-11-01T05:30',
      '2026-11-02T06:30',
    ]);
    const atTwo = { ...inNewYork, cron: '30 2 * * *' };
    expect(instants([atTwo], '2026-03-07T12:00:00Z', '2026-03-09T12:00:00Z')).toHaveLength(2);
  });
});
