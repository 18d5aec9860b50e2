import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerInstead, sendTooMany } from './answer-instead.ts';
import { createFaultDraws, type FaultPlan } from './create-fault-draws.ts';
import { createThrottle } from './create-throttle.ts';
import { type FaultRule, type FaultRuleWish, readFaultRules } from './fault-rule.ts';
import type { Call } from './matches-route.ts';
import { partsAt, withoutParts } from './parts-missing.ts';
import { reshapeEntries } from './reshape-entries.ts';
import { readThrottleRules, type ThrottleRule, type ThrottleRuleWish } from './throttle-rule.ts';
import { askUnsteadily, tellUnsteadily, type UnsteadyPage } from './unsteady-page.ts';

type Hit = FaultPlan['toAnswer'][number];

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

/** Prepares a server to have faults; it has none before `set`. Routes must come after it. */
export function installFaults(server: FastifyInstance, { seed, now }: { seed: string; now: () => number }): Faults {
  const throttle = createThrottle(now);
  const draws = createFaultDraws(seed);
  const given = new Map<string, number>();
  const plans = new WeakMap<FastifyRequest, FaultPlan>();
  const pages = new WeakMap<FastifyRequest, UnsteadyPage>();
  const count = (request: FastifyRequest, kind: FaultRule['kind'] | 'throttled') => {
    const key = `${kind} ${request.method} ${request.routeOptions.url ?? 'unknown'}`;
    given.set(key, (given.get(key) ?? 0) + 1);
  };

  server.addHook<{ Querystring: Record<string, string | undefined> }>('preHandler', async (request) => {
    for (const { rule, words } of plans.get(request)?.toAnswer ?? []) {
      const page = rule.kind === 'page' && !pages.has(request) ? askUnsteadily(request.query, { rule, words }) : null;
      if (page) pages.set(request, page);
    }
  });

  server.addHook('preSerialization', async (request, reply, payload: unknown) => {
    if (reply.statusCode !== 200) return payload;
    let body = payload;
    for (const hit of plans.get(request)?.toAnswer ?? []) {
      const changed = changeBody(body, { hit, request, page: pages.get(request) });
      if (!changed) continue;
      body = changed.body;
      count(request, hit.rule.kind);
      if (!changed.missing) continue;
      reply.code(206);
      if (changed.missing.length > 0) reply.header('X-Content-Missing', changed.missing.join(','));
    }
    return body;
  });

  server.addHook('onSend', async (request, reply, payload) => {
    const isCut = plans.get(request)?.toAnswer.some(({ rule }) => rule.kind === 'reset');
    if (!isCut || typeof payload !== 'string') return payload;
    count(request, 'reset');
    const bytes = Buffer.from(payload);
    reply.header('content-length', bytes.length);
    return Readable.from(breakingOff(bytes.subarray(0, bytes.length / 2)), { objectMode: false });
  });

  return {
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
}

const callOf = ({ method, url, routeOptions }: FastifyRequest): Call => ({
  method,
  url,
  template: routeOptions.url ?? null,
});

/** What a rule makes of an answer, or null when it has nothing to change; `missing` makes a 206 of it. */
function changeBody(
  body: unknown,
  { hit: { rule, words }, request, page }: { hit: Hit; request: FastifyRequest; page: UnsteadyPage | undefined },
): { body: unknown; missing?: string[] } | null {
  if (rule.kind === 'page') return page?.words === words ? tellUnsteadily(body, page) : null;
  if (rule.kind === 'bulk-entries') return reshapeEntries(body, { rule, words, query: request.query });
  const parts = partsAt(request.routeOptions.url ?? null);
  if (rule.kind !== 'partial' || !parts) return null;
  const cut = withoutParts(body, { rule, words, parts });
  return cut && { body: cut.body, missing: parts.isTold ? cut.missing : [] };
}

/** Waits in real time, but not for a caller that has left. */
async function untilOrGone(wait_ms: number, { raw: { socket } }: FastifyRequest): Promise<void> {
  const gone = new AbortController();
  const leave = () => gone.abort();
  socket.once('close', leave);
  await delay(wait_ms, undefined, { signal: gone.signal }).catch(() => undefined);
  socket.off('close', leave);
}

// biome-ignore lint/suspicious/useAwait: a stream reads it, and breaks its connection where this throws.
async function* breakingOff(half: Uint8Array) {
  yield half;
  throw new Error('the connection ends inside the answer, as a fault rule asks');
}
