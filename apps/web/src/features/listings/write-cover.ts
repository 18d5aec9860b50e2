import type { TFunction } from 'i18next';
import type { Formatter } from '../../format/create-formatter.ts';

/** How long a stock lasts, in whole days: of a day that is only begun nobody knows its end. */
export function writeCover(cover_days: number, { t, format }: { t: TFunction; format: Formatter }): string {
  const whole_days = Math.floor(cover_days);
  if (whole_days === 0 && cover_days > 0) return t('catalogue.coverLess');
  return t('catalogue.coverDays', { count: whole_days, n: format.count(whole_days) });
}
