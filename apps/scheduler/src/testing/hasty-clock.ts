/** A clock that runs `factor` times as fast as the system's: it shows `at_ms` when that one shows `began_ms`. */
export interface HastyTime {
  at_ms: number;
  began_ms: number;
  factor: number;
}

export function hastyClock({ at_ms, began_ms, factor }: HastyTime) {
  return { now: () => new Date(at_ms + Math.round((Date.now() - began_ms) * factor)) };
}
