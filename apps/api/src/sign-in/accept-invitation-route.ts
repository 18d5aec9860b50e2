import { acceptInvitation } from '@pulso/members';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseInput } from '../http/parse-input.ts';
import type { RefusalLimit } from '../http/refusal-limit.ts';
import { toSchema } from '../openapi/build-openapi.ts';
import type { Operation } from '../openapi/operation.ts';
import type { ApiContext } from '../routes/api-context.ts';
import { SecondStep, secondStep } from './second-step.ts';
import { LinkToken, Password } from './sign-in-input.ts';

const Body = z.strictObject({ token: LinkToken, password: Password });

export const acceptInvitationOperation: Operation = {
  method: 'post',
  path: '/api/v1/session/accept-invitation',
  summary: 'Makes whoever holds the link a member, by the password that they have or choose now, and signs them in.',
  needsKey: false,
  body: toSchema(Body),
  answers: {
    200: { description: 'A member; a code is asked for to sign in: go on with second-step.', schema: SecondStep },
    204: { description: 'A member, and signed in; the cookie is the session.' },
    400: { description: 'The body is not valid, or the password too short.' },
    401: { description: 'This person has a password, and it is another.' },
    404: { description: 'The invitation is not valid any more.' },
    429: { description: 'Refused too often from this address; Retry-After says when to come back.' },
  },
};

export function acceptInvitationRoute(server: FastifyInstance, { auth }: ApiContext, limit: RefusalLimit): void {
  server.post('/api/v1/session/accept-invitation', async (request, reply) => {
    const given = parseInput(Body, request.body);
    const { cookies, userId } = await limit.guard(request, reply, () => acceptInvitation(auth, given));
    reply.header('set-cookie', cookies);
    return userId === null ? reply.code(200).send(secondStep) : reply.code(204).send();
  });
}
