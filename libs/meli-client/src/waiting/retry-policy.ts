/** How one try of a call failed, as far as waiting is concerned. */
export type Failure =
  | { kind: 'throttled'; retryAfter_ms: number | null }
  | { kind: 'unavailable'; retryAfter_ms: number | null };

export interface RetryLimits {
  /** Tries in all, the first included. */
  throttledTriesMax: number;
  unavailableTriesMax: number;
  base_ms: number;
  cap_ms: number;
  /** Waiting in all, over every try of one call. */
  total_ms: number;
}

/** API document 9.1: 429 up to 6 tries, 5xx and time-outs up to 4, cap 60 s. */
export const defaultRetryLimits: RetryLimits = {
  throttledTriesMax: 6,
  unavailableTriesMax: 4,
  base_ms: 1_000,
  cap_ms: 60_000,
  total_ms: 180_000,
};

/**
 * How long to wait before the next try of a repeatable call: the server's word first, else exponential with full jitter.
 *
 * @param tries made so far, at least 1
 * @param waited_ms spent waiting so far
 * @param random in [0, 1)
 * @returns milliseconds, or null to give up
 */
export function nextWait_ms(
  failure: Failure,
  { tries, waited_ms, random, limits }: { tries: number; waited_ms: number; random: number; limits: RetryLimits },
): number | null {
  const triesMax = failure.kind === 'throttled' ? limits.throttledTriesMax : limits.unavailableTriesMax;
  if (tries >= triesMax) return null;
  const ceiling_ms = Math.min(limits.cap_ms, limits.base_ms * 2 ** (tries - 1));
  const jittered_ms = Math.round(ceiling_ms * random);
  // Asked for more than the cap: waiting less would only be refused again.
  const wait_ms = Math.max(failure.retryAfter_ms ?? 0, jittered_ms);
  return waited_ms + wait_ms > limits.total_ms ? null : wait_ms;
}
