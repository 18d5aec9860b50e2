import { beforeAll, describe, expect, it } from 'vitest';
import type { SlotDay } from '../../api/trpc.ts';
import { createFormatter } from '../../format/create-formatter.ts';
import { startI18n } from '../../i18n/start-i18n.ts';
import type { RunWords } from '../refresh/run-words.ts';
import { describeDay, sumDays, weekdayOf } from './slot-days.ts';

const nothing = { good: 0, partial: 0, madeUp: 0, failed: 0, missed: 0, paused: 0, othersGood: 0, othersFailed: 0 };
const day = (state: SlotDay['state'], told: Partial<SlotDay> = {}) =>
  ({ day: '2026-11-23', state, due: 0, ...nothing, ...told }) as SlotDay;

let words: RunWords;
beforeAll(async () => {
  const { t } = await startI18n('pt-BR');
  words = { t, format: createFormatter('pt-BR'), list: new Intl.ListFormat('pt-BR', { type: 'conjunction' }) };
});

describe('a day of the calendar', () => {
  it('says what of it took place, what was made up for, and what never came', () => {
    const told = day('partly', { due: 24, good: 20, failed: 1, missed: 2, madeUp: 1, othersGood: 3 });
    expect(describeDay(told, words)).toBe(
      'seg., 23/11: com falhas. 20 de 24 horários cumpridos, 1 recuperado depois, 1 com falha, 2 sem execução e 3 execuções fora de horário.',
    );
  });

  it('without anything due says only that', () => {
    expect(describeDay(day('free'), words)).toBe('seg., 23/11: sem horário neste dia.');
  });

  it('is summed up with those of its state, and what has no day is not told', () => {
    const days = [day('good'), day('none'), day('good'), day('before'), day('ahead')];
    expect(sumDays(days)).toEqual([
      { state: 'good', count: 2 },
      { state: 'none', count: 1 },
    ]);
  });

  it('stands in the row of its weekday, whatever the zone of the reader', () => {
    expect(weekdayOf('2026-11-22')).toBe(0);
    expect(weekdayOf('2026-11-28')).toBe(6);
  });
});
