import { noteAudit, signOut, signOutEverywhere } from '@pulso/members';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseInput } from '../http/parse-input.ts';
import type { Operation } from '../openapi/operation.ts';
import type { ApiContext } from '../routes/api-context.ts';
import { requirePerson } from './require-person.ts';

const answers = {
  204: { description: 'Signed out.' },
  401: { description: 'Nobody is signed in.' },
  403: { description: 'Another page asked for it.' },
};

export const signOutOperations: Operation[] = [
  { method: 'post', path: '/api/v1/session/sign-out', summary: 'Signs this browser out.', needsKey: false, answers },
  {
    method: 'post',
    path: '/api/v1/session/sign-out-everywhere',
    summary: 'Signs whoever asks out in every browser.',
    needsKey: false,
    answers,
  },
];

export function signOutRoutes(server: FastifyInstance, context: ApiContext): void {
  const { auth } = context;
  for (const everywhere of [false, true]) {
    server.post(`/api/v1/session/sign-out${everywhere ? '-everywhere' : ''}`, async (request, reply) => {
      parseInput(z.strictObject({}), request.body);
      const { user, sessionId, tenant } = await requirePerson(context, request);
      const cookie = await signOut(auth, sessionId);
      if (everywhere) {
        await signOutEverywhere(auth, user.userId);
        const entry = { action: 'signed_out_everywhere', actor: user, now: context.clock.now() } as const;
        await noteAudit(auth.db, tenant.tenantId, entry);
      }
      return reply.header('set-cookie', cookie).code(204).send();
    });
  }
}
