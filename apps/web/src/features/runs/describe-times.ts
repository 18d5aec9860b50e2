import type { RunWords } from '../refresh/run-words.ts';

/** A Sunday, which a pattern calls 0. */
const SUNDAY = 22;

/** The times of a schedule in words, from its five fields; a pattern of another kind is shown as it is written. */
export function describeTimes(cron: string, { t, format }: Pick<RunWords, 't' | 'format'>): string {
  const [, minute = '', hour = '', weekday = ''] = /^(\d+) (\d+|\*) \* \* ([0-6]|\*)$/.exec(cron) ?? [];
  if (minute === '' || (hour === '*' && weekday !== '*')) return t('times.other', { cron });
  if (hour === '*')
    return minute === '0' ? t('times.hourly') : t('times.hourlyAt', { n: format.count(Number(minute)) });
  const time = format.clock(Number(hour), Number(minute));
  if (weekday === '*') return t('times.daily', { time });
  return t('times.weekly', { weekday: format.weekdayLong(`2026-11-${SUNDAY + Number(weekday)}`), time });
}
