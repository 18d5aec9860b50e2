/** Calls of one lease: fewer would ask the database too often, more would let one process hold the others back. */
const CALLS_MIN = 10;
/** At high rates a lease lasts this long. */
const LEASE_MS = 100;

/** The stretch of time that a process was given for calls of one kind, by its own clock. */
export interface Lease {
  /** How long a lease lasts. */
  readonly length_ms: number;
  /** The instant at which the next call may go, which is taken; null = the lease is used up. */
  take(now_ms: number): number | null;
  isUsedUp(now_ms: number): boolean;
  /** Begins a new lease that ends at `until_ms`. */
  renew(until_ms: number): void;
}

/**
 * Spaces calls over leases, one gap apart. An instant that passed unused may still be used for half a lease, one gap after the last call,
 * so that a caller who waits for its answers does not draw for each call; then it is lost.
 *
 * @param perSecond above 0
 * @throws RangeError for a rate that lets nothing through
 */
export function createLease(perSecond: number): Lease {
  if (!(perSecond > 0)) throw new RangeError(`a rate is above 0 calls per second, not ${perSecond}`);
  const gap_ms = 1000 / perSecond;
  const calls = Math.max(CALLS_MIN, Math.ceil(LEASE_MS / gap_ms));
  const length_ms = calls * gap_ms;
  let begins_ms = Number.NEGATIVE_INFINITY;
  let used = calls;
  let last_ms = Number.NEGATIVE_INFINITY;

  const drop = (now_ms: number) => {
    const lost = Math.floor((now_ms - length_ms / 2 - begins_ms) / gap_ms);
    used = Math.min(calls, Math.max(used, lost));
  };
  return {
    length_ms,
    take(now_ms) {
      drop(now_ms);
      if (used >= calls) return null;
      last_ms = Math.max(begins_ms + used * gap_ms, last_ms + gap_ms);
      used += 1;
      return last_ms;
    },
    isUsedUp(now_ms) {
      drop(now_ms);
      return used >= calls;
    },
    renew(until_ms) {
      begins_ms = until_ms - length_ms;
      used = 0;
    },
  };
}
