import type { AppErrorCode } from '@pulso/domain';
import type { FastifyInstance } from 'fastify';
import type { RequestCounters } from './request-counters.ts';
import type { FindKnownPath } from './route-table.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Why the request was refused or failed; null while all is well. */
    refusal: AppErrorCode | null;
  }
}

/** One log line and one count per answer. The line has no query and no header, because those may hold secrets. */
export function recordRequests(
  server: FastifyInstance,
  { counters, find }: { counters: RequestCounters; find: FindKnownPath },
): void {
  server.decorateRequest('refusal', null);
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? find(request.url)?.template ?? 'unknown';
    const { refusal } = request;
    const { statusCode: status } = reply;
    counters.countRequest({ method: request.method, route, status, duration_ms: reply.elapsedTime });
    if (refusal && route.startsWith('/api/v1/jobs/')) counters.countRefusedJobCall({ route, reason: refusal });
    const fields = { method: request.method, route, status, duration_ms: Math.round(reply.elapsedTime) };
    request.log[status >= 500 ? 'warn' : 'info']({ ...fields, ...(refusal ? { refusal } : {}) }, 'answered');
  });
}
