import { z } from 'zod';
import { RoutePattern } from './fault-rule.ts';

const ThrottleRule = z.strictObject({
  /** Which calls, as in fault rules; every GET of the API when left out. The first rule that means a call decides. */
  route: RoutePattern.optional(),
  /** So many calls a second of the simulator's clock are answered, for each endpoint by itself. */
  perSecond: z.number().gt(0),
  /** So many at once, after a pause; 1 at least, and as many as a second allows when left out. */
  burst: z.int().min(1).optional(),
  /** `text` is what the limiter in front says. Left out: one after the other. */
  as: z.enum(['json', 'text', 'alternating']).default('alternating'),
  /** Whether `Retry-After` tells the seconds until the next call is answered; it is not promised (API document 9.1). */
  retryAfter: z.enum(['never', 'always', 'alternating']).default('never'),
});

/** A rate as it is written: what has a default may be left out. */
export type ThrottleRuleWish = z.input<typeof ThrottleRule>;
export type ThrottleRule = z.output<typeof ThrottleRule>;

/** @throws RangeError that names everything that is wrong with the rules */
export function readThrottleRules(rules: unknown): ThrottleRule[] {
  const read = z.array(ThrottleRule).safeParse(rules);
  if (!read.success) throw new RangeError(`these are no throttle rules: ${z.prettifyError(read.error)}`);
  return read.data;
}
