interface Size {
  width: number;
  height: number;
}

/**
 * The line of a small drawing, from left to right, zero at the bottom; a value that is null leaves a gap.
 * A single known value between gaps is a dot: a line of no length, which round ends make visible.
 */
export function sparklinePath(values: readonly (number | null)[], { width, height }: Size): string {
  const highest = Math.max(0, ...values.map((value) => value ?? 0)) || 1;
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  const round = (value: number) => Math.round(value * 10) / 10;
  let path = '';
  let isPenDown = false;
  values.forEach((value, index) => {
    if (value === null) {
      isPenDown = false;
      return;
    }
    const point = `${round(index * step)} ${round(height - (value / highest) * height)}`;
    const isAlone = !isPenDown && (values[index + 1] ?? null) === null;
    path += isPenDown ? `L${point}` : `M${point}`;
    if (isAlone) path += 'h0';
    isPenDown = true;
  });
  return path;
}
