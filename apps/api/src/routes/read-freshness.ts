import { getFreshness, type TenantFreshness } from '@pulso/jobs';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseInput } from '../http/parse-input.ts';
import { problemType, sendProblem } from '../http/problem.ts';
import type { Operation } from '../openapi/operation.ts';
import { FreshnessBody, ProblemBody } from '../openapi/schemas.ts';
import type { ApiContext } from './api-context.ts';

const Query = z.strictObject({
  strict: z.enum(['true', 'false'], { error: 'must be true or false' }).optional(),
});

export const readFreshnessOperation: Operation = {
  method: 'get',
  path: '/api/v1/freshness',
  summary: 'How old the data of every tenant is, per source; strict turns lateness into a 503.',
  needsKey: true,
  query: Query,
  answers: {
    200: {
      description: 'Every tenant; with strict, all active ones with a connection are fresh.',
      schema: FreshnessBody,
    },
    400: { description: 'A parameter is not valid, or not known.' },
    503: { description: 'With strict: somebody is not fresh.', schema: ProblemBody.extend(FreshnessBody.shape) },
  },
};

export function readFreshness(server: FastifyInstance, context: ApiContext): void {
  server.get('/api/v1/freshness', { config: { needsKey: true } }, async (request, reply) => {
    const { strict } = parseInput(Query, request.query);
    await context.assertSchemaIsCurrent();
    const promise = context.settings.freshnessPromise;
    const all = await getFreshness(context.db, { promise, now: context.clock.now() });
    const tenants = all.map(withoutPause);
    const behind = strict === 'true' ? all.filter(breaksPromise) : [];
    if (behind.length === 0) return { tenants };
    const detail = behind.map(({ tenantId, status }) => `Tenant ${tenantId} is ${status}`).join('; ');
    const title = 'Not every tenant is fresh';
    return sendProblem(reply, { type: problemType('not-fresh'), title, status: 503, detail, tenants });
  });
}

/** Whether a tenant is paused decides here and is not part of the answer (contract 3). */
function withoutPause({ isPaused: _paused, ...tenant }: TenantFreshness): Omit<TenantFreshness, 'isPaused'> {
  return tenant;
}

/** Only a tenant that is active and has somebody to read from can break it. */
function breaksPromise({ isPaused, sources, status }: TenantFreshness): boolean {
  return !isPaused && sources.length > 0 && status !== 'fresh';
}
