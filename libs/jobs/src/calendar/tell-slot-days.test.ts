import { parseBusinessDay } from '@pulso/domain';
import type { SlotRun } from '@pulso/job-log';
import { describe, expect, test } from 'vitest';
import { dueSlots } from '../schedule/due-slots.ts';
import { schedulesIn } from '../schedule/schedules.ts';
import { type SlotDaysQuestion, tellSlotDays } from './tell-slot-days.ts';

const timeZone = 'America/Sao_Paulo';
const NOW = new Date('2026-11-23T15:10:00Z');
/** Housekeeping: one slot a day, at 4:30 in the tenant's zone. */
const at = (day: number, time = '07:30') => new Date(`2026-11-${String(day).padStart(2, '0')}T${time}:00Z`);
const since = (from: Date, until: Date | null = null) => [{ from, until }];
const run = (day: number, status: SlotRun['status'], kind: SlotRun['kind'] = 'slot'): SlotRun => ({
  at: at(day),
  kind,
  status,
});

const tell = (runs: readonly SlotRun[], asked: Partial<SlotDaysQuestion> = {}) =>
  tellSlotDays({
    window: { from: parseBusinessDay('2026-11-19'), to: parseBusinessDay('2026-11-23') },
    timeZone,
    slots: [19, 20, 21, 22, 23].map((day) => at(day)),
    runs,
    owed: since(at(1)),
    pausedAt: null,
    now: NOW,
    ...asked,
  });
const states = (...asked: Parameters<typeof tell>) => tell(...asked).map(({ state }) => state);

describe('the days of a schedule', () => {
  test('a day without a run is as plain as one whose runs failed, also when a later run made up for it', () => {
    const runs = [run(19, 'SUCCESS'), run(20, 'FAILED'), run(22, 'SUCCESS', 'made_up'), run(23, 'SKIPPED')];
    expect(states(runs)).toEqual(['good', 'failed', 'none', 'none', 'good']);
    expect(tell(runs).map(({ madeUp, missed }) => [madeUp, missed])).toEqual([
      [0, 0],
      [0, 0],
      [0, 1],
      [1, 0],
      [0, 0],
    ]);
  });

  test('a run that somebody asked for counts for its day, and one that failed beside a good slot is told', () => {
    const asked = { at: at(20, '18:00'), kind: 'without_slot' } as const;
    expect(states([{ ...asked, status: 'SUCCESS' }])[1]).toBe('partly');
    expect(states([{ ...asked, status: 'FAILED' }])[1]).toBe('failed');
    expect(states([run(20, 'SUCCESS'), { ...asked, status: 'ABANDONED' }])[1]).toBe('partly');
    // A slot that no schedule has.
    expect(states([run(20, 'SUCCESS'), { ...asked, kind: 'slot', status: 'SUCCESS' }])[1]).toBe('good');
  });

  test('nothing is owed before the first connection, while the schedule is paused, or within minutes of its time', () => {
    expect(states([], { owed: since(at(21, '12:00')) })).toEqual(['before', 'before', 'free', 'none', 'none']);
    expect(states([], { owed: [] })).toEqual(['before', 'before', 'before', 'before', 'before']);
    expect(states([], { pausedAt: at(22, '00:00') })).toEqual(['none', 'none', 'none', 'paused', 'paused']);
    expect(states([], { now: at(23, '07:45') })[4]).toBe('ahead');
    expect(states([], { now: at(23, '06:00'), pausedAt: at(1) })[4]).toBe('ahead');
    expect(states([run(23, 'RUNNING')])[4]).toBe('ahead');
    expect(states([run(23, 'PARTIAL')])[4]).toBe('partly');
  });

  test('nothing is owed any more once the last seller was disconnected, and what was missed before stays told', () => {
    const left = since(at(1), at(21, '12:00'));
    expect(states([], { owed: left })).toEqual(['none', 'none', 'none', 'free', 'free']);
    expect(states([], { owed: [...left, ...since(at(23, '07:00'))] })[4]).toBe('none');
    expect(states([run(22, 'SKIPPED')], { owed: left })[3]).toBe('good');
  });

  test('a weekly job has free days between', () => {
    const window = { from: parseBusinessDay('2026-11-21'), to: parseBusinessDay('2026-11-23') };
    const begin = new Date('2026-11-20T12:00:00Z');
    const slots = dueSlots(schedulesIn(timeZone, 'rebuild-daily-metrics'), begin, NOW).map(({ slot }) => slot);
    expect(states([], { window, slots })).toEqual(['free', 'none', 'free']);
  });

  test('a day of a clock change owes as many hourly slots as it has hours', () => {
    const zone = 'America/New_York';
    const window = { from: parseBusinessDay('2026-10-31'), to: parseBusinessDay('2026-11-02') };
    const now = new Date('2026-11-04T12:00:00Z');
    const begin = new Date('2026-10-31T03:59:59.999Z');
    const slots = dueSlots(schedulesIn(zone, 'sync-mercadolivre'), begin, now).map(({ slot }) => slot);
    const told = tell([], { window, timeZone: zone, slots, owed: since(begin), now });
    expect(told.map(({ due, missed }) => [due, missed])).toEqual([
      [24, 24],
      [25, 25],
      [24, 24],
    ]);
  });
});
