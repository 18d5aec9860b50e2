import { finishSignIn } from '@pulso/members';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseInput } from '../http/parse-input.ts';
import type { RefusalLimit } from '../http/refusal-limit.ts';
import { toSchema } from '../openapi/build-openapi.ts';
import type { Operation } from '../openapi/operation.ts';
import type { ApiContext } from '../routes/api-context.ts';
import { guardCode } from './guard-code.ts';
import { noteSignIn } from './note-sign-in.ts';
import { Code } from './sign-in-input.ts';

const Body = z.strictObject({ code: Code });

export const finishSignInOperation: Operation = {
  method: 'post',
  path: '/api/v1/session/second-step',
  summary: 'Signs in whoever gave the right password before, by the code of their app or a backup code.',
  needsKey: false,
  body: toSchema(Body),
  answers: {
    204: { description: 'Signed in; the cookie is the session.' },
    400: { description: 'The body is not valid.' },
    401: { description: 'The code is not right.' },
    403: { description: 'Another page asked for it, or this person belongs to no company.' },
    404: { description: 'No password waits for a code any more; it has to be given again.' },
    429: {
      description: 'Refused too often, from this address or for this person; Retry-After says when to come back.',
    },
  },
};

export function finishSignInRoute(server: FastifyInstance, { auth }: ApiContext, limit: RefusalLimit): void {
  server.post('/api/v1/session/second-step', async (request, reply) => {
    const { code } = parseInput(Body, request.body);
    const given = { code, cookies: request.headers.cookie };
    const { userId, cookies } = await guardCode(limit, { request, reply }, async () => {
      const finished = await finishSignIn(auth, given);
      await noteSignIn(auth, finished, { factor: finished.factor });
      return finished;
    });
    request.log.info({ userId }, 'signed in');
    return reply.header('set-cookie', cookies).code(204).send();
  });
}
