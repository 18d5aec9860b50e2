/** One round of calls in turns, in milliseconds: the product's, and those of the fastest bare way. */
export interface Round {
  value: number;
  reference: number;
}

/**
 * The mean of the middle half of `times`, in their unit; NaN without any. A call that met a stall does not count, and on a machine that
 * changes between two speeds the mean lies between them, where a median falls on one or on the other.
 */
export function midmeanOf(times: readonly number[]): number {
  const sorted = times.toSorted((one, other) => one - other);
  const cut = Math.floor(sorted.length / 4);
  const middle = sorted.slice(cut, sorted.length - cut);
  return middle.reduce((sum, time) => sum + time, 0) / middle.length;
}

/** The round whose ratio is the middle one: both figures are of the same seconds, so that no slow ones count for one side alone. */
export function middleRound(rounds: readonly Round[]): Round {
  const sorted = rounds.toSorted((one, other) => one.value / one.reference - other.value / other.reference);
  return sorted[sorted.length >> 1] ?? { value: Number.NaN, reference: Number.NaN };
}
