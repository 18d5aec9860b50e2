import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerInstead } from './answer-instead.ts';
import { createFaultDraws, type FaultPlan } from './create-fault-draws.ts';
import { type FaultRule, type FaultRuleWish, readFaultRules } from './fault-rule.ts';
import type { Call } from './matches-route.ts';
import { partsAt, withoutParts } from './parts-missing.ts';

/** The faults of a simulator, as its owner handles them. */
export interface Faults {
  /** @throws RangeError that names everything that is wrong with the rules */
  set(rules: readonly FaultRuleWish[]): void;
  rules(): readonly FaultRule[];
  /** Faults given so far, by kind and template of the route, as `slow GET /orders/:id`. */
  given(): Record<string, number>;
  /** To be called when a call arrives; where it has sent an answer, there is nothing left to do. */
  arrive(request: FastifyRequest, reply: FastifyReply): Promise<void>;
}

/** Prepares a server to have faults; it has none before `set`. Routes must come after it. */
export function installFaults(server: FastifyInstance, seed: string): Faults {
  const draws = createFaultDraws(seed);
  const given = new Map<string, number>();
  const plans = new WeakMap<FastifyRequest, FaultPlan>();
  const count = (request: FastifyRequest, kind: FaultRule['kind']) => {
    const key = `${kind} ${request.method} ${request.routeOptions.url ?? 'unknown'}`;
    given.set(key, (given.get(key) ?? 0) + 1);
  };

  server.addHook('preSerialization', async (request, reply, payload) => {
    const plan = plans.get(request);
    if (!plan || reply.statusCode !== 200) return payload;
    let body: unknown = payload;
    for (const { rule, words } of plan.toAnswer) {
      const parts = partsAt(request.routeOptions.url ?? null);
      if (rule.kind !== 'partial' || !parts) continue;
      const cut = withoutParts(body, { rule, words, parts });
      if (!cut) continue;
      body = cut.body;
      reply.code(206);
      if (parts.isTold) reply.header('X-Content-Missing', cut.missing.join(','));
      count(request, rule.kind);
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
    given: () => Object.fromEntries(given),
    async arrive(request, reply) {
      const plan = draws.draw(callOf(request));
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
