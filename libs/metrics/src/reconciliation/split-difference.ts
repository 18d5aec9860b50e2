import { chooseRules } from './choose-rules.ts';
import { type Numbers, type Rule, rules, totalsBy } from './panel-rules.ts';
import type { Cuts } from './read-cuts.ts';

/** Why a total that is seen elsewhere may differ, in the order in which the parts are taken. */
export const differenceCauses = ['later_changes', ...rules, 'not_read'] as const;
export type DifferenceCause = (typeof differenceCauses)[number];

/** One cause of a difference. Amounts are orders, or cents of revenue. */
export interface DifferencePart {
  cause: DifferenceCause;
  /** What it adds to the difference; 0 when it explains nothing of it. */
  amount: number;
  /** What it would add; null = not known, and then it explains nothing. */
  possible: number | null;
}

/** `difference` = the sum of the parts' amounts + `rest`, exactly. */
export interface SplitDifference {
  stated: number;
  ours: number;
  difference: number;
  /** Those that can concern this number. */
  parts: DifferencePart[];
  /** What no cause explains. */
  rest: number;
}

/** Of a total that was not stated: null. */
export type SplitDifferences = Record<keyof Numbers, SplitDifference | null>;

const causesOf: Record<keyof Numbers, readonly DifferenceCause[]> = {
  orders: ['later_changes', 'day_cut', 'cancelled', 'packs', 'not_read'],
  revenue_cents: ['later_changes', 'day_cut', 'cancelled', 'freight', 'refunds', 'not_read'],
};

/**
 * Splits the differences between totals that somebody sees elsewhere and ours by cause. How another page counts is not documented, so the
 * causes are those of the way of counting that comes nearest to all that is stated (choose-rules.ts); each is then taken one after the
 * other, so that the parts and the rest add up exactly. What is not known explains nothing and stays in the rest.
 * @param facts.published the numbers that are shown; `unread_days` of them are missing
 */
export function splitDifferences(
  stated: Record<keyof Numbers, number | null>,
  { published, cuts, unread_days }: { published: Numbers; cuts: Cuts; unread_days: number },
): SplitDifferences {
  const chosen = chooseRules(stated, { published, cuts });
  const split = (number: keyof Numbers): SplitDifference | null => {
    const seen = stated[number];
    if (seen === null) return null;
    const from = published[number];
    const plain = totalsBy([], cuts);
    const change = plain[number] === null ? 0 : plain[number] - from;
    let taken = from + change;
    const parts = causesOf[number].map((cause): DifferencePart => {
      if (cause === 'later_changes') return { cause, amount: change, possible: change };
      if (cause === 'not_read') return { cause, amount: 0, possible: unread_days > 0 ? null : 0 };
      const { amount, possible } = partOf(cause, { number, chosen, cuts, taken });
      taken += amount;
      return { cause, amount, possible };
    });
    return { stated: seen, ours: from, difference: seen - from, parts, rest: seen - taken };
  };
  return { orders: split('orders'), revenue_cents: split('revenue_cents') };
}

/** What a rule adds after those before it, when it was chosen; else what it would add by itself. */
function partOf(
  rule: Rule,
  { number, chosen, cuts, taken }: { number: keyof Numbers; chosen: readonly Rule[]; cuts: Cuts; taken: number },
): { amount: number; possible: number | null } {
  const upTo = rules.slice(0, rules.indexOf(rule) + 1);
  if (chosen.includes(rule)) {
    const reached = totalsBy(
      upTo.filter((one) => chosen.includes(one)),
      cuts,
    )[number];
    const amount = reached === null ? 0 : reached - taken;
    return { amount, possible: amount };
  }
  const [alone, plain] = [totalsBy([rule], cuts)[number], totalsBy([], cuts)[number]];
  return { amount: 0, possible: alone === null || plain === null ? null : alone - plain };
}
