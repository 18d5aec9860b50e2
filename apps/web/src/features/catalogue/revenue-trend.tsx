import { Sparkline } from '../../components/sparkline.tsx';
import type { CellWords } from './cell-words.ts';

/** Revenue by day as a line, with its best day in words. */
export function RevenueTrend({
  values,
  words: { t, format },
}: {
  values: readonly (number | null)[];
  words: CellWords;
}) {
  const highest = Math.max(0, ...values.map((value) => value ?? 0));
  const label = highest > 0 ? t('catalogue.trendBest', { value: format.money(highest) }) : t('catalogue.trendNone');
  return <Sparkline values={values} label={label} />;
}
