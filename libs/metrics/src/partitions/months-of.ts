import { type BusinessDay, parseBusinessDay } from '@pulso/domain';

/**
 * The months that must have a partition before rows of these days are written: their own, and `ahead` more after the newest,
 * so that a month's first rows find theirs even when nobody prepared it.
 * @returns their first days, oldest first, each once
 */
export function monthsOf(days: readonly BusinessDay[], { ahead }: { ahead: number }): BusinessDay[] {
  const indexes = new Set(days.map(toMonthIndex));
  const newest = Math.max(...indexes);
  if (days.length > 0) for (let next = 1; next <= ahead; next += 1) indexes.add(newest + next);
  return [...indexes].sort((one, other) => one - other).map(toFirstDay);
}

const toMonthIndex = (day: BusinessDay): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

const toFirstDay = (index: number): BusinessDay =>
  parseBusinessDay(
    `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}-01`,
  );
