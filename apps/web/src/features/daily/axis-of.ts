import { levelTicks } from './level-ticks.ts';
import type { StripModel } from './strips.ts';

/** What of the axis is not left to the drawing library. */
interface AxisGiven {
  ticks?: number[];
  domain?: [number, number];
  allowDataOverflow?: boolean;
}

/** Without a height nothing is drawn, not even that nothing is known; the library takes one without data only when data may leave it. */
const NOTHING_KNOWN: AxisGiven = { ticks: [], domain: [0, 1], allowDataOverflow: true };

/**
 * What stands may stand far from nothing; what comes is compared with nothing.
 * @param days their values in whole units or as shares; null = not known
 */
export function axisOf(shape: StripModel['shape'], days: readonly { value: number | null }[]): AxisGiven {
  const known = days.flatMap(({ value }) => value ?? []);
  if (known.length === 0) return NOTHING_KNOWN;
  const ticks = shape === 'level' ? levelTicks(known) : null;
  return ticks ? { ticks, domain: [ticks[0], ticks[2]] } : {};
}
