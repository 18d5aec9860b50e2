import { z } from 'zod';

const Share = z.number().gt(0).max(1);

/** A path with a slash or a star at its beginning, and a method before it or none. */
export const RoutePattern = z
  .string()
  .regex(/^([A-Z]+ )?[/*]\S*$/, 'must be a path such as /orders/* or POST /oauth/token');

/** What every rule may say about where and how often. */
const where = {
  /**
   * Which calls: `/orders/search`, `/orders/*`, `POST /oauth/token`. Matched against the template of the route and against the path
   * that was asked; `*` stands for anything, GET is meant without a method. Left out: every GET but the screen where sellers agree.
   */
  route: RoutePattern.optional(),
  /** How likely, for each call anew; 1 when left out. */
  probability: Share.optional(),
  /** Only so many calls, then the rule is spent. */
  calls: z.int().min(1).optional(),
  /** An address that has failed so often in a row is spared by this rule once, so that patience always ends well. */
  inARow: z.int().min(1).optional(),
};

const TooManyRequests = z.strictObject({
  kind: z.literal('too-many-requests'),
  ...where,
  /** `text` is what the limiter in front says: `local_rate_limited`. Left out: one after the other. */
  as: z.enum(['json', 'text', 'alternating']).default('alternating'),
  /** Said as `Retry-After`; left out, nothing is said. */
  retryAfter_s: z.int().min(0).optional(),
});

const RULES = [
  TooManyRequests,
  z.strictObject({
    kind: z.literal('server-error'),
    ...where,
    status: z.union([z.literal(500), z.literal(502), z.literal(503), z.literal(504)]).default(503),
    retryAfter_s: z.int().min(0).optional(),
  }),
  /** HTML from a proxy, which may even call itself a success. */
  z.strictObject({
    kind: z.literal('proxy-page'),
    ...where,
    status: z.union([z.literal(200), z.literal(500), z.literal(502), z.literal(503), z.literal(504)]).default(502),
  }),
  /** No body at all. */
  z.strictObject({
    kind: z.literal('empty'),
    ...where,
    status: z.union([z.literal(200), z.literal(429)]).default(200),
  }),
  /** A 401 or 403 in one of its many words, for calls that are allowed. */
  z.strictObject({
    kind: z.literal('refused'),
    ...where,
    as: z.enum(['invalid-token', 'invalid-caller', 'policy-agent', 'access-denied', 'invalid-scopes']),
  }),
  /** Never answered: the connection stays open until the caller or `cap_ms` ends it. */
  z.strictObject({
    kind: z.literal('hang'),
    ...where,
    cap_ms: z
      .int()
      .min(1)
      .max(2 ** 31 - 1)
      .default(120_000),
  }),
  /** Answered, but later; adds to what other rules do. */
  z.strictObject({
    kind: z.literal('slow'),
    ...where,
    latency_ms: z
      .int()
      .min(1)
      .max(2 ** 31 - 1),
  }),
  /** The connection breaks: before anything was done, or after everything was done and half of the answer sent. */
  z.strictObject({
    kind: z.literal('reset'),
    ...where,
    at: z.enum(['arrival', 'half-answer']).default('arrival'),
  }),
  /** A 206 that lacks parts of an order, a listing or a user. */
  z.strictObject({
    kind: z.literal('partial'),
    ...where,
    /** Which fields; left out, some of those that were seen missing are drawn. */
    missing: z.array(z.string().min(1)).min(1).optional(),
    /** In which share of the rows of a page or of a multiget, at least one; 1 when left out. */
    rows: Share.default(1),
  }),
  /**
   * A page of the orders search whose rows moved while it was walked: it begins with the last row of the page before, lacks a row, or is
   * short. Rows are drawn anew each time, so that another pass finds what this one missed.
   */
  z.strictObject({
    kind: z.literal('page'),
    ...where,
    /** `drawn`, when left out, is one of the others each time. */
    how: z.enum(['repeat-last', 'drop-one', 'short', 'drawn']).default('drawn'),
  }),
  /** A page of the orders search whose window is wider than two days, with a total that is off (API document 6.1). */
  z.strictObject({
    kind: z.literal('wide-total'),
    ...where,
    /** So many more than there are, or fewer. */
    by: z
      .int()
      .refine((by) => by !== 0, 'must be another number than 0')
      .default(3),
  }),
  /** Entries of a multiget in another shape than theirs, the answer as a whole staying 200 (API document 4.1). */
  z.strictObject({
    kind: z.literal('bulk-entries'),
    ...where,
    shape: z.enum(['nothing', 'not-found', 'forbidden', 'policy-agent', 'body-only', 'status-and-body']),
    /** In which share of the entries, at least one; 1 when left out. */
    rows: Share.default(1),
  }),
] as const;

export const FaultRule = z.discriminatedUnion('kind', RULES);
export const FaultRules = z.array(FaultRule);

/** A rule as it is written: what has a default may be left out. */
export type FaultRuleWish = z.input<typeof FaultRule>;
export type FaultRule = z.output<typeof FaultRule>;
export type FaultOf<Kind extends FaultRule['kind']> = Extract<FaultRule, { kind: Kind }>;

/** @throws RangeError that names everything that is wrong with the rules */
export function readFaultRules(rules: unknown): FaultRule[] {
  const read = FaultRules.safeParse(rules);
  if (!read.success) throw new RangeError(`these are no fault rules: ${z.prettifyError(read.error)}`);
  return read.data;
}
