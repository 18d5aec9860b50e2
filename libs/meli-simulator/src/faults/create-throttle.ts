import { type Call, matchesRoute } from './matches-route.ts';
import type { ThrottleRule } from './throttle-rule.ts';

/** How a call that came too early is refused. */
interface TooEarly {
  as: ThrottleRule['as'];
  /** Refusals of this endpoint before. */
  turn: number;
  retryAfter_s?: number | undefined;
}

export interface Throttle {
  /** Counts a call; null when it is within its rate. */
  take(call: Call): TooEarly | null;
  /** Takes the place of all rules so far, and begins with full buckets. */
  setRules(rules: readonly ThrottleRule[]): void;
  rules(): readonly ThrottleRule[];
}

interface Bucket {
  tokens: number;
  at: number;
  refused: number;
}

/**
 * A token bucket for each endpoint; there is one application (API document 9.1, 13). A refused call takes no token.
 * @param now milliseconds of the simulator's clock: while it stands still, no rate refills
 */
export function createThrottle(now: () => number): Throttle {
  let rules: readonly ThrottleRule[] = [];
  const buckets = new Map<string, Bucket>();
  return {
    take(call) {
      const rule = rules.find(({ route }) => matchesRoute(route, call));
      if (!rule) return null;
      const { perSecond, burst = Math.max(1, Math.ceil(perSecond)) } = rule;
      const key = `${call.method} ${call.template ?? 'unknown'}`;
      const bucket = buckets.get(key) ?? { tokens: burst, at: now(), refused: 0 };
      buckets.set(key, bucket);
      // The clock may have been set back: then nothing came in.
      const passed_ms = Math.max(0, now() - bucket.at);
      bucket.tokens = Math.min(burst, bucket.tokens + (passed_ms / 1000) * perSecond);
      bucket.at = now();
      if (bucket.tokens >= 1) {
        bucket.tokens -= 1;
        return null;
      }
      const turn = bucket.refused;
      bucket.refused += 1;
      const isTold = rule.retryAfter === 'always' || (rule.retryAfter === 'alternating' && turn % 2 === 0);
      const retryAfter_s = isTold ? Math.ceil((1 - bucket.tokens) / perSecond) : undefined;
      return { as: rule.as, turn, retryAfter_s };
    },
    setRules(next) {
      rules = next;
      buckets.clear();
    },
    rules: () => rules,
  };
}
