import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { WIDE } from './item-body.ts';
import { Refusal, refuse } from './refusals.ts';

const WIDE_NUMBER = new RegExp(`"${WIDE}(\\d+)"`, 'g');

/**
 * The server without routes: forms, request ids, refusals as Mercado Livre words them, numbers wider than JSON's.
 *
 * `arrive` sees every call before anything else does. It is the one place for what may happen to a call on its way: counting it,
 * holding it back, or answering in the place of its route.
 */
export function createServer(arrive: (request: FastifyRequest, reply: FastifyReply) => Promise<void>): FastifyInstance {
  const server = Fastify({ logger: false, forceCloseConnections: true, routerOptions: { maxParamLength: 200 } });
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(body.toString())));
  });
  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', randomUUID());
    await arrive(request, reply);
  });
  server.addHook('onSend', async (_request, _reply, payload) =>
    typeof payload === 'string' && payload.includes(WIDE) ? payload.replaceAll(WIDE_NUMBER, '$1') : payload,
  );
  server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    if (error instanceof Refusal) return reply.code(error.status).send(error.body);
    const status = error.statusCode ?? 500;
    const isOurs = status >= 500;
    const message = isOurs ? 'Internal Server Error' : error.message;
    if (isOurs) process.stderr.write(`${error.stack ?? error.message}\n`);
    return reply
      .code(status)
      .send({ message, error: isOurs ? 'internal_server_error' : 'bad_request', status, cause: [] });
  });
  server.setNotFoundHandler((request, reply) => {
    const refusal = refuse.notFound(`Resource ${request.url.split('?')[0]} not found.`);
    return reply.code(refusal.status).send(refusal.body);
  });
  return server;
}
