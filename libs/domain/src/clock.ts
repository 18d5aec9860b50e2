/** Where the product reads the time; tests give a clock that stands still. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that always shows `instant`. */
export function fixedClock(instant: Date): Clock {
  return { now: () => new Date(instant) };
}
