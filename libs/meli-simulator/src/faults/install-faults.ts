import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { alterAnswers } from './alter-answers.ts';
import { answerInstead, sendTooMany } from './answer-instead.ts';
import { createFaultDraws, type FaultPlan } from './create-fault-draws.ts';
import { createThrottle } from './create-throttle.ts';
import { type FaultRule, type FaultRuleWish, readFaultRules } from './fault-rule.ts';
import type { Call } from './matches-route.ts';
import { readThrottleRules, type ThrottleRule, type ThrottleRuleWish } from './throttle-rule.ts';

/** The faults of a simulator, as its owner handles them. */
export interface Faults {
  /** @throws RangeError that names everything that is wrong with the rules */
  set(rules: readonly FaultRuleWish[]): void;
  rules(): readonly FaultRule[];
  /** @throws RangeError that names everything that is wrong with the rules */
  setThrottle(rules: readonly ThrottleRuleWish[]): void;
  throttle(): readonly ThrottleRule[];
  /** Faults given so far, by kind and template of the route, as `slow GET /orders/:id`; beyond a rate they are `throttled`. */
  given(): Record<string, number>;
  /** To be called when a call arrives; where it has sent an answer, there is nothing left to do. */
  arrive(request: FastifyRequest, reply: FastifyReply): Promise<void>;
}

interface FaultWish {
  /** Of the world: what faults are drawn from without a seed of their own. */
  seed: string;
  faultSeed?: string;
  faults?: readonly FaultRuleWish[];
  throttle?: readonly ThrottleRuleWish[];
}

/**
 * Prepares a server to have faults; its routes must come after. @throws RangeError that names everything that is wrong with the rules
 */
export function installFaults(server: FastifyInstance, { now, ...wish }: FaultWish & { now: () => number }): Faults {
  const throttle = createThrottle(now);
  const draws = createFaultDraws(wish.faultSeed ?? wish.seed);
  const given = new Map<string, number>();
  const plans = new WeakMap<FastifyRequest, FaultPlan>();
  const count = (request: FastifyRequest, kind: FaultRule['kind'] | 'throttled') => {
    const key = `${kind} ${request.method} ${request.routeOptions.url ?? 'unknown'}`;
    given.set(key, (given.get(key) ?? 0) + 1);
  };

  alterAnswers(server, { hitsOf: (request) => plans.get(request)?.toAnswer ?? [], count });
  const faults: Faults = {
    set: (rules) => draws.setRules(readFaultRules(rules)),
    rules: () => draws.rules(),
    setThrottle: (rules) => throttle.setRules(readThrottleRules(rules)),
    throttle: () => throttle.rules(),
    given: () => Object.fromEntries(given),
    async arrive(request, reply) {
      const call = callOf(request);
      const tooEarly = throttle.take(call);
      if (tooEarly) {
        count(request, 'throttled');
        return sendTooMany(reply, tooEarly);
      }
      const plan = draws.draw(call);
      plans.set(request, plan);
      if (plan.latency_ms > 0) {
        count(request, 'slow');
        await untilOrGone(plan.latency_ms, request);
      }
      if (!plan.instead) return;
      count(request, plan.instead.rule.kind);
      await answerInstead(plan.instead, reply);
    },
  };
  faults.set(wish.faults ?? []);
  faults.setThrottle(wish.throttle ?? []);
  return faults;
}

const callOf = ({ method, url, routeOptions }: FastifyRequest): Call => ({
  method,
  url,
  template: routeOptions.url ?? null,
});

/** Waits in real time, but not for a caller that has left. */
async function untilOrGone(wait_ms: number, { raw: { socket } }: FastifyRequest): Promise<void> {
  const gone = new AbortController();
  const leave = () => gone.abort();
  socket.once('close', leave);
  await delay(wait_ms, undefined, { signal: gone.signal }).catch(() => undefined);
  socket.off('close', leave);
}
