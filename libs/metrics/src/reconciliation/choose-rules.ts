import { type Numbers, type Rule, rules, totalsBy } from './panel-rules.ts';
import type { Cuts } from './read-cuts.ts';

const NAMES = ['orders', 'revenue_cents'] as const satisfies readonly (keyof Numbers)[];

/** Every set of rules, those with fewer first. */
const ways: readonly Rule[][] = Array.from({ length: 2 ** rules.length }, (_, bits) =>
  rules.filter((_rule, index) => bits & (1 << index)),
).sort((one, other) => one.length - other.length);

/**
 * The rules by which the totals that somebody states come nearest to ours, both numbers by the same ones; of several as near the fewest.
 * Rules whose effect on a stated number is not known, and those that change none, are not among them.
 */
export function chooseRules(
  stated: Record<keyof Numbers, number | null>,
  { published, cuts }: { published: Numbers; cuts: Cuts },
): readonly Rule[] {
  let nearest: readonly Rule[] = [];
  let distance = Number.POSITIVE_INFINITY;
  for (const way of ways) {
    const totals = totalsBy(way, cuts);
    const away = NAMES.reduce((sum, name) => {
      const [seen, total] = [stated[name], totals[name]];
      if (seen === null) return sum;
      // In shares of the number, so that cents do not outweigh orders.
      return total === null ? Number.POSITIVE_INFINITY : sum + Math.abs(seen - total) / Math.max(1, published[name]);
    }, 0);
    if (away < distance) [nearest, distance] = [way, away];
  }
  return nearest;
}
