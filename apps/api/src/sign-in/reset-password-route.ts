import { resetPassword } from '@pulso/members';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseInput } from '../http/parse-input.ts';
import type { RefusalLimit } from '../http/refusal-limit.ts';
import { toSchema } from '../openapi/build-openapi.ts';
import type { Operation } from '../openapi/operation.ts';
import type { ApiContext } from '../routes/api-context.ts';
import { LinkToken, Password } from './sign-in-input.ts';

const Body = z.strictObject({ token: LinkToken, password: Password });

export const resetPasswordOperation: Operation = {
  method: 'post',
  path: '/api/v1/session/reset-password',
  summary: 'Sets a password by a link, and signs its person out everywhere.',
  needsKey: false,
  body: toSchema(Body),
  answers: {
    204: { description: 'Sign in with it.' },
    400: { description: 'The body is not valid, or the password too short.' },
    404: { description: 'The link is not valid any more.' },
    429: { description: 'Refused too often from this address; Retry-After says when to come back.' },
  },
};

export function resetPasswordRoute(server: FastifyInstance, { auth }: ApiContext, limit: RefusalLimit): void {
  server.post('/api/v1/session/reset-password', async (request, reply) => {
    const given = parseInput(Body, request.body);
    await limit.guard(request, reply, () => resetPassword(auth, given));
    return reply.code(204).send();
  });
}
