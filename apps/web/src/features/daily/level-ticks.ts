/** How far above and below what stood there is still axis: a price that never moved is one line between two others. */
const MARGIN_SHARE = 0.05;

/**
 * Three round values, equally far apart, around what stood.
 * @param values in whole units: cents, pieces
 * @returns null when nothing is known
 */
export function levelTicks(values: readonly number[]): [number, number, number] | null {
  if (values.length === 0) return null;
  const least = Math.min(...values) * (1 - MARGIN_SHARE);
  const most = Math.max(...values) * (1 + MARGIN_SHARE);
  for (let step = roundUp((most - least) / 2); ; step = roundUp(step * 1.01)) {
    const low = Math.max(0, Math.floor(least / step) * step);
    if (low + 2 * step >= most) return [low, low + step, low + 2 * step];
  }
}

/** The next of 1, 2, 5, 10, 20, 50 … */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  const digit = [1, 2, 5, 10].find((one) => one * power >= value) ?? 10;
  return digit * power;
}
