import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import { WIDE } from './item-body.ts';
import { Refusal, refuse } from './refusals.ts';

/** Told of every call by its route's template. */
export type CountCall = (route: string) => void;

/**
 * The server without routes: forms, request ids, refusals as Mercado Livre words them, numbers wider than JSON's.
 * Faults (throttling, failures, slow answers) have their place in the one `preHandler` hook.
 */
export function createServer(countCall: CountCall): FastifyInstance {
  const server = Fastify({ logger: false, forceCloseConnections: true, routerOptions: { maxParamLength: 200 } });
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(body.toString())));
  });
  server.addHook('preHandler', async (request) => {
    countCall(`${request.method} ${request.routeOptions.url ?? 'unknown'}`);
  });
  server.addHook('onSend', async (_request, reply, payload) => {
    reply.header('x-request-id', randomUUID());
    return typeof payload === 'string' ? payload.replaceAll(new RegExp(`"${WIDE}(\\d+)"`, 'g'), '$1') : payload;
  });
  server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    if (error instanceof Refusal) return reply.code(error.status).send(error.body);
    const status = error.statusCode ?? 500;
    return reply
      .code(status)
      .send({ message: error.message, error: status < 500 ? 'bad_request' : 'internal_error', status, cause: [] });
  });
  server.setNotFoundHandler((_request, reply) => {
    const refusal = refuse.notFound('Resource not found');
    return reply.code(refusal.status).send(refusal.body);
  });
  return server;
}
