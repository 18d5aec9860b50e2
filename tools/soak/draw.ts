/** Seeded chance: the same seed draws the same. */
export interface Draw {
  /** In [0, 1). */
  share(): number;
  /** A whole number from `least` to `most`, both possible. */
  whole(least: number, most: number): number;
  /** @throws RangeError for an empty list */
  oneOf<Value>(values: readonly Value[]): Value;
}

/** Mulberry32, whose sequence is documented and short enough to be seen through. */
export function createDraw(seed: number): Draw {
  let state = seed >>> 0;
  const share = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (least: number, most: number) => least + Math.floor(share() * (most - least + 1));
  return {
    share,
    whole,
    oneOf(values) {
      const value = values[whole(0, values.length - 1)];
      if (value === undefined) throw new RangeError('there is nothing to draw from');
      return value;
    },
  };
}
