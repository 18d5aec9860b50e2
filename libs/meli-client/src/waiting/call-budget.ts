import { setTimeout as sleep } from 'node:timers/promises';
import { createLanes } from './lanes.ts';

export type CallKind = 'general' | 'visits';

/** The application's allowance of calls; asking waits until there is one. */
export interface CallBudget {
  /** Null = there is no allowance to keep to. */
  rates: BudgetRates | null;
  take(kind: CallKind, signal?: AbortSignal): Promise<void>;
}

export interface BudgetRates {
  requestsPerSecond: number;
  visitsPerSecond: number;
}

/** How a budget tells the time and lets it pass; tests give one that does not wait. */
export interface BudgetTiming {
  now_ms(): number;
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

/**
 * An allowance for one process. Each call is given the next free instant in the order of asking, at the pace of its rate,
 * with a burst of a tenth of a second's worth after a pause, so that no second sees much more than its rate. Visits keep
 * to their own rate first, and one at a time joins the queue for the whole: they hold nobody back before their turn.
 *
 * @param rates calls per second, above 0 (contract 2); none is a constant here
 * @throws RangeError for a rate that lets nothing through
 */
export function createMemoryBudget(rates: BudgetRates, timing: BudgetTiming = systemBudgetTiming): CallBudget {
  const whole = createPace(rates.requestsPerSecond);
  const visits = createPace(rates.visitsPerSecond);
  const oneByOne = createLanes(1);

  const waitFor = async (pace: Pace, signal: AbortSignal | undefined) => {
    signal?.throwIfAborted();
    const now_ms = timing.now_ms();
    const wait_ms = pace.reserve_ms(now_ms) - now_ms;
    if (wait_ms > 0) await timing.wait(wait_ms, signal);
  };
  return {
    rates,
    async take(kind, signal) {
      if (kind === 'general') return waitFor(whole, signal);
      return oneByOne(async () => {
        await waitFor(visits, signal);
        await waitFor(whole, signal);
        // It went later than its turn among visits: the next one keeps its distance from this instant.
        visits.delay(timing.now_ms());
      }, signal);
    },
  };
}

interface Pace {
  /** The instant at which the next call may go; it is taken. */
  reserve_ms(now_ms: number): number;
  /** The call that was given the last instant goes only now. */
  delay(now_ms: number): void;
}

/** What a late timer may catch up on. */
const BURST_MS = 100;

function createPace(perSecond: number): Pace {
  if (!(perSecond > 0)) throw new RangeError(`a rate is above 0 calls per second, not ${perSecond}`);
  const gap_ms = 1000 / perSecond;
  const burst_ms = Math.max(0, BURST_MS - gap_ms);
  let last_ms = Number.NEGATIVE_INFINITY;
  return {
    reserve_ms(now_ms) {
      last_ms = Math.max(last_ms + gap_ms, now_ms - burst_ms);
      return last_ms;
    },
    delay(now_ms) {
      last_ms = Math.max(last_ms, now_ms - burst_ms);
    },
  };
}

export const systemBudgetTiming: BudgetTiming = {
  now_ms: () => performance.now(),
  wait: (ms, signal) => sleep(ms, undefined, signal ? { signal } : {}),
};
