import type { AppErrorCode } from '@pulso/domain';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RequestCounters } from './request-counters.ts';
import type { FindKnownPath } from './route-table.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Why the request was refused or failed; null while all is well. */
    refusal: AppErrorCode | null;
  }
}

/**
 * One log line and one count per answer. The line has no query and no header, because those may hold secrets. A stream says how long it was
 * open, and is not among the times that answers took.
 */
export function recordRequests(
  server: FastifyInstance,
  { counters, find }: { counters: RequestCounters; find: FindKnownPath },
): void {
  server.decorateRequest('refusal', null);
  server.addHook('onResponse', async (request, reply) => {
    const route = routeOf(request, find);
    const { refusal } = request;
    const { statusCode: status } = reply;
    const isStream = reply.getHeader('content-type') === 'text/event-stream';
    const duration_ms = isStream ? null : reply.elapsedTime;
    counters.countRequest({ method: request.method, route, status, duration_ms });
    if (refusal && /^\/api\/v1\/jobs(\/|$)/.test(route)) counters.countRefusedJobCall({ route, reason: refusal });
    const fields = { method: request.method, route, status, duration_ms: Math.round(reply.elapsedTime) };
    const words = isStream ? 'stream ended' : 'answered';
    request.log[status >= 500 ? 'warn' : 'info']({ ...fields, ...(refusal ? { refusal } : {}) }, words);
  });
}

/** The page's catch-all takes every GET, also of paths that exist with another method; those are told by their own name. */
function routeOf({ routeOptions: { url }, url: asked }: FastifyRequest, find: FindKnownPath): string {
  return (url === '/*' ? find(asked)?.template : undefined) ?? url ?? find(asked)?.template ?? 'unknown';
}
