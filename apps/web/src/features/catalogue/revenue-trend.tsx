import classes from './catalogue.module.css';
import type { CellWords } from './cell-words.ts';
import { sparklinePath } from './sparkline-path.ts';

const WIDTH = 96;
const HEIGHT = 24;
/** Half of the line's thickness, so that it is not cut at the edges. */
const EDGE = 2;

/** Revenue by day as a line. A drawing of the library costs a hundred times as much, which a list that is scrolled cannot pay. */
export function Sparkline({ values, words: { t, format } }: { values: readonly (number | null)[]; words: CellWords }) {
  const highest = Math.max(0, ...values.map((value) => value ?? 0));
  const label = highest > 0 ? t('catalogue.trendBest', { value: format.money(highest) }) : t('catalogue.trendNone');
  return (
    <svg
      className={classes.sparkline}
      role="img"
      aria-label={label}
      width={WIDTH}
      height={HEIGHT}
      viewBox={`${-EDGE} ${-EDGE} ${WIDTH + 2 * EDGE} ${HEIGHT + 2 * EDGE}`}
    >
      <path d={sparklinePath(values, { width: WIDTH, height: HEIGHT })} />
    </svg>
  );
}
