import { describe, expect, it } from 'vitest';
import { bestDayOf } from './best-day-of.ts';
import { stretchesOf } from './stretches-of.ts';
import { stateOf } from './strips.ts';

const days = (values: (number | null)[]) => values.map((value, index) => ({ date: `2026-11-0${index + 1}`, value }));
const unknown = (day: { value: number | null }) => day.value === null;

describe('stretches of unknown days', () => {
  it('are gathered where they touch, at the edges too', () => {
    expect(stretchesOf(days([null, null, 3, 0, null, 5, null]), unknown)).toEqual([
      { from: '2026-11-01', to: '2026-11-02', length: 2 },
      { from: '2026-11-05', to: '2026-11-05', length: 1 },
      { from: '2026-11-07', to: '2026-11-07', length: 1 },
    ]);
  });

  it('do not exist where every day is known, a day of zero among them', () => {
    expect(stretchesOf(days([0, 1]), unknown)).toEqual([]);
  });
});

describe('the best day', () => {
  const valueOf = (day: { value: number | null }) => day.value;

  it('is the highest known one, and the later of equals', () => {
    expect(bestDayOf(days([4, 9, null, 9, 2]), valueOf)?.date).toBe('2026-11-04');
  });

  it('is none where nothing is known or nothing was sold', () => {
    expect(bestDayOf(days([null, 0, null]), valueOf)).toBeNull();
    expect(bestDayOf([], valueOf)).toBeNull();
  });
});

describe('what may be said of a day', () => {
  it.each([
    [{ known: false, isToday: true, provisional: false }, 'unknown'],
    [{ known: true, isToday: true, provisional: true }, 'today'],
    [{ known: true, isToday: false, provisional: true }, 'provisional'],
    [{ known: true, isToday: false, provisional: false }, 'final'],
  ] as const)('%o is %s', (day, state) => {
    expect(stateOf(day)).toBe(state);
  });
});
