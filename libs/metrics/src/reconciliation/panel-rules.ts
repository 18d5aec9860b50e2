import type { Cuts } from './read-cuts.ts';

/** Ways in which another page may count otherwise than we do. Each changes the sums after those before it. */
export const rules = ['day_cut', 'cancelled', 'packs', 'freight', 'refunds'] as const;
export type Rule = (typeof rules)[number];

/** The numbers that can be compared. */
export interface Numbers {
  orders: number;
  revenue_cents: number;
}

/** The totals as a page would show them that counts by these rules; null = cannot be known. */
export function totalsBy(applied: readonly Rule[], cuts: Cuts): Record<keyof Numbers, number | null> {
  const has = (rule: Rule) => applied.includes(rule);
  const cut = has('day_cut') ? cuts.theirs : cuts.ours;
  if (cut === null) return { orders: null, revenue_cents: null };
  const { orders, packs, gmv_cents, refund_cents, freight_cents } = has('cancelled') ? cut.live : cut.all;
  const freight = has('freight') ? freight_cents : 0;
  const refunds = has('refunds') ? refund_cents : 0;
  return {
    orders: has('packs') ? packs : orders,
    revenue_cents: freight === null ? null : gmv_cents - freight - refunds,
  };
}
