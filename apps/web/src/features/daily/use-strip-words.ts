import { useTranslation } from 'react-i18next';
import type { DayWindow } from '../../api/trpc.ts';
import { useFormatter } from '../../format/use-formatter.ts';
import { bestDayOf } from './best-day-of.ts';
import type { StripDay, StripModel } from './strips.ts';

interface StripWords {
  /** What stands beside the strip's name while no day is pointed at; null when no day is known, or none is above zero. */
  peak: string | null;
  /** The strip in one sentence, for whoever does not see it. */
  summary: string;
}

/** Of what comes day by day the best day is told, of what stands the lowest and the highest. */
export function useStripWords({
  strip,
  days,
  window,
}: {
  strip: StripModel;
  days: readonly StripDay[];
  window: DayWindow;
}): StripWords {
  const { t } = useTranslation();
  const format = useFormatter();
  const metric = t(strip.label);
  const range = format.dayRange(window);
  const valueOf = ({ values }: StripDay) => values[strip.name] ?? null;
  if (strip.shape === 'level') {
    const known = days.flatMap((day) => valueOf(day) ?? []);
    if (known.length === 0) return { peak: null, summary: t('daily.stripSummaryNone', { metric, range }) };
    const [low, high] = [Math.min(...known), Math.max(...known)].map((value) => strip.write(format, value));
    const levels = { low: low ?? '', high: high ?? '' };
    return {
      peak: low === high ? (low ?? null) : t('daily.between', levels),
      summary: t('daily.levelSummary', { metric, range, ...levels }),
    };
  }
  const best = bestDayOf(days, valueOf);
  if (!best) {
    const isKnown = days.some((day) => valueOf(day) !== null);
    return { peak: null, summary: t(isKnown ? 'daily.stripSummaryZero' : 'daily.stripSummaryNone', { metric, range }) };
  }
  const words = { day: format.day(best.date), value: strip.write(format, valueOf(best)) };
  return { peak: t('daily.peak', words), summary: t('daily.stripSummary', { metric, range, ...words }) };
}
