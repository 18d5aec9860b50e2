import { readMailAddress, signIn } from '@pulso/members';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseInput } from '../http/parse-input.ts';
import type { RefusalLimit } from '../http/refusal-limit.ts';
import { toSchema } from '../openapi/build-openapi.ts';
import type { Operation } from '../openapi/operation.ts';
import type { ApiContext } from '../routes/api-context.ts';
import { noteSignIn } from './note-sign-in.ts';
import { SecondStep, secondStep } from './second-step.ts';
import { Email, Password } from './sign-in-input.ts';

const Body = z.strictObject({ email: Email, password: Password });

export const signInOperation: Operation = {
  method: 'post',
  path: '/api/v1/session/sign-in',
  summary: 'Signs somebody in by address and password.',
  needsKey: false,
  body: toSchema(Body),
  answers: {
    200: { description: 'The password is right, and a code is asked for: go on with second-step.', schema: SecondStep },
    204: { description: 'Signed in; the cookie is the session.' },
    400: { description: 'The body is not valid.' },
    401: { description: 'Address or password is not right.' },
    403: { description: 'Another page asked for it, or this person belongs to no company.' },
    415: { description: 'The body is not JSON.' },
    429: { description: 'Refused too often from this address; Retry-After says when to come back.' },
  },
};

export function signInRoute(server: FastifyInstance, context: ApiContext, limit: RefusalLimit): void {
  server.post('/api/v1/session/sign-in', async (request, reply) => {
    const { email, password } = parseInput(Body, request.body);
    const given = { email: readMailAddress(email), password };
    const signedIn = await limit.guard(request, reply, async () => {
      const { userId, cookies } = await signIn(context.auth, given);
      if (userId !== null) await noteSignIn(context.auth, { userId, email: given.email });
      return { userId, cookies };
    });
    reply.header('set-cookie', signedIn.cookies);
    if (signedIn.userId === null) return reply.code(200).send(secondStep);
    request.log.info({ userId: signedIn.userId }, 'signed in');
    return reply.code(204).send();
  });
}
