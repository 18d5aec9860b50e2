export type CallKind = 'general' | 'visits';

/** The application's allowance of calls; asking waits until there is one. */
export interface CallBudget {
  take(kind: CallKind, signal?: AbortSignal): Promise<void>;
}

export interface BudgetRates {
  requestsPerSecond: number;
  visitsPerSecond: number;
}

interface Timing {
  now_ms(): number;
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

/**
 * An allowance for one process. Each call is given the next free instant in the order of asking, at the pace of its rate,
 * with a burst of one second's worth after a pause; visits keep to their own rate and take from the whole as well.
 *
 * @param rates calls per second (contract 2); none is a constant here
 */
export function createMemoryBudget(rates: BudgetRates, timing: Timing = systemTiming): CallBudget {
  const whole = createPace(rates.requestsPerSecond);
  const visits = createPace(rates.visitsPerSecond);
  return {
    async take(kind, signal) {
      const now_ms = timing.now_ms();
      const turns_ms = [whole(now_ms), ...(kind === 'visits' ? [visits(now_ms)] : [])];
      const wait_ms = Math.max(...turns_ms) - now_ms;
      if (wait_ms > 0) await timing.wait(wait_ms, signal);
    },
  };
}

/** Answers with the instant at which the next call may go. */
function createPace(perSecond: number): (now_ms: number) => number {
  const gap_ms = 1000 / perSecond;
  const burst_ms = 1000 - gap_ms;
  let next_ms = Number.NEGATIVE_INFINITY;
  return (now_ms) => {
    next_ms = Math.max(next_ms + gap_ms, now_ms - Math.max(0, burst_ms));
    return next_ms;
  };
}

const systemTiming: Timing = {
  now_ms: () => performance.now(),
  async wait(ms, signal) {
    const { setTimeout: wait } = await import('node:timers/promises');
    await wait(ms, undefined, signal ? { signal } : {});
  },
};
