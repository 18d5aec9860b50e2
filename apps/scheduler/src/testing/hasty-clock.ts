/** A clock that runs `factor` times as fast as the system's: it shows `at_ms` when that one shows `began_ms`. */
export interface HastyTime {
  at_ms: number;
  began_ms: number;
  factor: number;
  /** The process will be killed: signs of life come close together, so that it is soon believed dead. */
  isToDie: boolean;
}

export function hastyClock({ at_ms, began_ms, factor }: Omit<HastyTime, 'isToDie'>) {
  return { now: () => new Date(at_ms + Math.round((Date.now() - began_ms) * factor)) };
}
