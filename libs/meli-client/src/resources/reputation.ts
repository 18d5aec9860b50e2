import { z } from 'zod';
import type { CallOptions, Request } from '../request.ts';
import { Id, Instant, orNull } from '../wire/values.ts';

/** Rates are shares of 1. `excluded` is what counts before Mercado Livre left something out; while protected, the true figures. */
const Rated = orNull(
  z.object({
    period: orNull(z.string()),
    rate: orNull(z.number()),
    value: orNull(z.number()),
    excluded: orNull(z.object({ real_value: orNull(z.number()), real_rate: orNull(z.number()) })),
  }),
);

/** What Pulso takes of a seller's reputation (API document 2). Null = not told. */
const Reputation = z.object({
  /** `5_green` and the like; null also for a new seller. */
  level_id: orNull(z.string()),
  power_seller_status: orNull(z.string()),
  /** Only while the seller is protected. */
  real_level: orNull(z.string()),
  protection_end_date: orNull(Instant),
  transactions: orNull(
    z.object({ total: orNull(z.number()), completed: orNull(z.number()), canceled: orNull(z.number()) }),
  ),
  metrics: orNull(
    z.object({
      sales: orNull(z.object({ period: orNull(z.string()), completed: orNull(z.number()) })),
      claims: Rated,
      delayed_handling_time: Rated,
      cancellations: Rated,
    }),
  ),
});
export type Reputation = z.output<typeof Reputation>;

const Me = z.object({ id: Id, seller_reputation: orNull(Reputation) });

export function createReputation(request: Request) {
  return {
    /**
     * The reputation of the seller whose key is used (API document 2). Null when the answer does not speak of it, as a 206 may:
     * what is known of it must stay. A new seller has a reputation without a level.
     */
    async get(options?: CallOptions): Promise<Reputation | null> {
      return (await request({ endpoint: '/users/me', schema: Me }, options)).data.seller_reputation;
    },
  };
}
