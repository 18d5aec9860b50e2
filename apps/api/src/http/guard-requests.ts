import { AppError } from '@pulso/domain';
import type { Secret } from '@pulso/runtime';
import type { FastifyInstance } from 'fastify';
import { problemType, sendProblem } from './problem.ts';
import type { RefusalLimit } from './refusal-limit.ts';
import { requireJobsKey } from './require-jobs-key.ts';
import type { FindKnownPath } from './route-table.ts';

/**
 * What is refused before a body is read, in the order of contract 3: no key configured, no key, wrong
 * key, wrong method, too large. While the server stops, everything new is sent elsewhere.
 */
export function guardRequests(
  server: FastifyInstance,
  {
    find,
    jobsKeys,
    refusals,
    stopping,
  }: { find: FindKnownPath; jobsKeys: readonly Secret[]; refusals: RefusalLimit; stopping: AbortSignal },
): void {
  server.addHook('onRequest', async (request, reply) => {
    if (stopping.aborted) {
      const title = 'This server is stopping';
      const detail = 'Ask again in a moment, or another server';
      sendProblem(reply, { type: problemType('stopping'), title, status: 503, detail }, { isPassing: true });
      return reply;
    }
    // The page's catch-all takes every GET, also of paths that exist with another method.
    const isUnrouted = request.is404 || request.routeOptions.url === '/*';
    const known = isUnrouted ? find(request.url) : null;
    if (request.routeOptions.config.needsKey || known?.needsKey) {
      await requireJobsKey(request, reply, { jobsKeys, refusals });
    }
    if (known) {
      reply.header('allow', [...known.methods].sort().join(', '));
      throw new AppError('method_not_allowed', `${request.method} is not possible on this path`);
    }
    if (request.is404) throw new AppError('not_found', 'There is nothing at this address');
    if (Number(request.headers['content-length']) > request.routeOptions.bodyLimit) {
      throw new AppError('payload_too_large', `The body may have ${request.routeOptions.bodyLimit} bytes`);
    }
    return undefined;
  });
}
