import type { FastifyInstance } from 'fastify';
import type { Operation } from '../openapi/operation.ts';

export const postNotificationOperation: Operation = {
  method: 'post',
  path: '/api/v1/mercadolivre/notifications',
  summary: 'Takes a notice of Mercado Livre.',
  needsKey: false,
  answers: { 200: { description: 'Taken.' } },
};

/**
 * Answers 200 to whatever arrives and reads none of it: no seller's notices are followed, so each is
 * one of an unknown seller, which is not stored.
 */
export function postNotification(server: FastifyInstance): void {
  void server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => {
      payload.resume();
      done(null);
    });
    scope.post('/api/v1/mercadolivre/notifications', { bodyLimit: Number.MAX_SAFE_INTEGER }, () => ({}));
  });
}
