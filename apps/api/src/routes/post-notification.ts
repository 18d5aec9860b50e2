import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Operation } from '../openapi/operation.ts';

export const postNotificationOperation: Operation = {
  method: 'post',
  path: '/api/v1/mercadolivre/notifications',
  summary: 'Takes a notice of Mercado Livre.',
  needsKey: false,
  answers: { 200: { description: 'Taken.' } },
};

/**
 * Answers 200 to whatever arrives, before any of it is read: no seller's notices are followed, so
 * each is one of an unknown seller, which is not stored.
 */
export function postNotification(server: FastifyInstance): void {
  const take = async (_request: FastifyRequest, reply: FastifyReply) => reply.send({});
  const options = { onRequest: take, bodyLimit: Number.MAX_SAFE_INTEGER };
  server.post('/api/v1/mercadolivre/notifications', options, take);
}
