import type { SlotDay } from '../../api/trpc.ts';
import type { IconName } from '../../components/icon.tsx';
import type { RunWords } from '../refresh/run-words.ts';

/** A sign for each state, beside its colour; what is as it should be needs none. */
export const signs = {
  before: null,
  free: null,
  ahead: 'clock',
  good: null,
  partly: 'part',
  failed: 'close',
  none: 'empty',
  paused: 'pause',
} as const satisfies Record<SlotDay['state'], IconName | null>;

/** Those that a reader looks for, in the order in which they are summed up. */
export const summedStates = ['good', 'partly', 'failed', 'none', 'paused'] as const satisfies SlotDay['state'][];

/** How many days are in each state that is summed up; states without a day are left out. */
export function sumDays(days: readonly SlotDay[]) {
  return summedStates.flatMap((state) => {
    const count = days.filter((day) => day.state === state).length;
    return count > 0 ? { state, count } : [];
  });
}

/** What became of a day, in one sentence: "seg., 23/11: com falhas. 22 de 24 horários cumpridos e 2 sem execução." */
export function describeDay(day: SlotDay, { t, format, list }: RunWords): string {
  const { due, good, partial, madeUp, failed, missed, paused, othersGood, othersFailed } = day;
  const count = (
    key: 'partial' | 'madeUp' | 'failed' | 'missed' | 'paused' | 'othersGood' | 'othersFailed',
    n: number,
  ) => (n > 0 ? t(`slots.${key}`, { count: n, n: format.count(n) }) : []);
  const parts = [
    due > 0 ? t('slots.done', { count: due, n: format.count(good), due: format.count(due) }) : [],
    count('partial', partial),
    count('madeUp', madeUp),
    count('failed', failed),
    count('missed', missed),
    count('paused', paused),
    count('othersGood', othersGood),
    count('othersFailed', othersFailed),
  ].flat();
  const state = `${format.weekday(day.day)}: ${t(`slots.${day.state}`)}.`;
  return parts.length > 0 ? `${state} ${list.format(parts)}.` : state;
}

/** The day of the week, 0 = Sunday, of a calendar day. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}
