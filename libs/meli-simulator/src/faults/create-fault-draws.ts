import { chance } from '../world/random.ts';
import type { FaultOf, FaultRule } from './fault-rule.ts';
import { type Call, matchesRoute } from './matches-route.ts';
import { partsAt } from './parts-missing.ts';

/** Faults that take the place of an answer, as opposed to those that an answer goes through. */
const INSTEAD = ['too-many-requests', 'server-error', 'proxy-page', 'empty', 'refused', 'hang'] as const;
type InsteadRule = FaultOf<(typeof INSTEAD)[number]> | (FaultOf<'reset'> & { at: 'arrival' });
type AnswerRule = Exclude<FaultRule, InsteadRule | FaultOf<'slow'>>;

/** A rule that struck, and the words of which its own choices are drawn. */
export interface Struck<Rule extends FaultRule> {
  rule: Rule;
  words: readonly (string | number)[];
  /** How many calls this rule has struck before. */
  earlier: number;
}

/** What is in store for one call. */
export interface FaultPlan {
  latency_ms: number;
  instead: Struck<InsteadRule> | null;
  /** What is done to the answer, when there is none instead of it. */
  toAnswer: Struck<AnswerRule>[];
}

export interface FaultDraws {
  draw(call: Call): FaultPlan;
  /** Takes the place of all rules so far, and begins anew: nothing of what was asked before counts. */
  setRules(rules: readonly FaultRule[]): void;
  rules(): readonly FaultRule[];
}

interface Address {
  asked: number;
  failedInARow: number;
}

/**
 * Draws faults so that they depend on nothing but the seed, the rules, the address and how often it was asked: two runs of the same
 * calls meet the same faults, however they were interleaved. Only `calls` counts in the order in which calls arrive.
 */
export function createFaultDraws(seed: string): FaultDraws {
  let rules: readonly FaultRule[] = [];
  let struck: number[] = [];
  const addresses = new Map<string, Address>();

  const strikes = (index: number, rule: FaultRule, { call, address }: { call: Call; address: Address }) => {
    if (!matchesRoute(rule.route, call) || !isAtHome(rule, call)) return null;
    const earlier = struck[index] ?? 0;
    if (earlier >= (rule.calls ?? Infinity)) return null;
    if (rule.kind !== 'slow' && address.failedInARow >= (rule.inARow ?? Infinity)) return null;
    const words = [seed, 'fault', index, call.method, call.url, address.asked];
    if (chance(...words) >= (rule.probability ?? 1)) return null;
    struck[index] = earlier + 1;
    return { words, earlier };
  };

  return {
    draw(call) {
      const plan: FaultPlan = { latency_ms: 0, instead: null, toAnswer: [] };
      if (rules.length === 0) return plan;
      const key = `${call.method} ${call.url}`;
      const address = addresses.get(key) ?? { asked: 0, failedInARow: 0 };
      addresses.set(key, address);
      address.asked += 1;
      for (const [index, rule] of rules.entries()) {
        if (plan.instead && rule.kind !== 'slow') continue;
        if (plan.toAnswer.length > 0 && isInstead(rule)) continue;
        const hit = strikes(index, rule, { call, address });
        if (!hit) continue;
        if (rule.kind === 'slow') plan.latency_ms += rule.latency_ms;
        else if (isInstead(rule)) plan.instead = { rule, ...hit };
        else plan.toAnswer.push({ rule, ...hit });
      }
      address.failedInARow = plan.instead || plan.toAnswer.length > 0 ? address.failedInARow + 1 : 0;
      return plan;
    },
    setRules(next) {
      rules = next;
      struck = [];
      addresses.clear();
    },
    rules: () => rules,
  };
}

const isInstead = (rule: FaultRule): rule is InsteadRule =>
  rule.kind === 'reset' ? rule.at === 'arrival' : (INSTEAD as readonly string[]).includes(rule.kind);

/** A kind that only some answers can show is not spent on others. */
function isAtHome({ kind }: FaultRule, { template }: Call): boolean {
  if (kind === 'page' || kind === 'wide-total') return template === '/orders/search';
  if (kind === 'bulk-entries') return template === '/items/bulk';
  return kind !== 'partial' || partsAt(template) !== null;
}
