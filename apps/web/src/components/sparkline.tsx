import classes from './sparkline.module.css';
import { sparklinePath } from './sparkline-path.ts';

const WIDTH = 96;
const HEIGHT = 24;
/** Half of the line's thickness, so that it is not cut at the edges. */
const EDGE = 2;

interface SparklineProps {
  values: readonly (number | null)[];
  /** What it says; null where the numbers themselves stand beside it. */
  label: string | null;
}

/** A number by day as a line. A drawing of the library costs a hundred times as much, which a list that is scrolled cannot pay. */
export function Sparkline({ values, label }: SparklineProps) {
  const said = label === null ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <svg
      {...said}
      className={classes.sparkline}
      width={WIDTH}
      height={HEIGHT}
      viewBox={`${-EDGE} ${-EDGE} ${WIDTH + 2 * EDGE} ${HEIGHT + 2 * EDGE}`}
    >
      <path d={sparklinePath(values, { width: WIDTH, height: HEIGHT })} />
    </svg>
  );
}
