import { readMailAddress } from '@pulso/members';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseInput } from '../http/parse-input.ts';
import { toSchema } from '../openapi/build-openapi.ts';
import type { Operation } from '../openapi/operation.ts';
import type { ApiContext } from '../routes/api-context.ts';
import { mailResetLink } from './mail-reset-link.ts';
import { Email } from './sign-in-input.ts';

const Body = z.strictObject({ email: Email });

export const askResetOperation: Operation = {
  method: 'post',
  path: '/api/v1/session/ask-reset',
  summary: 'Has a link for a new password sent by mail.',
  needsKey: false,
  body: toSchema(Body),
  answers: {
    202: { description: 'If somebody is known by this address, a mail is on its way.' },
    400: { description: 'The body is not valid.' },
  },
};

/** Answers before it looks, so that the answer tells nobody who is known. */
export function askResetRoute(server: FastifyInstance, context: ApiContext): void {
  server.post('/api/v1/session/ask-reset', async (request, reply) => {
    const email = readMailAddress(parseInput(Body, request.body).email);
    mailResetLink(context, email).catch((error: unknown) => {
      request.log.error({ err: error }, 'a link for a new password was not sent');
    });
    return reply.code(202).send({});
  });
}
