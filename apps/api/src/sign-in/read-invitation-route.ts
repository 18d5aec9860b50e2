import { findInvitation, roles } from '@pulso/members';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseInput } from '../http/parse-input.ts';
import type { RefusalLimit } from '../http/refusal-limit.ts';
import { toSchema } from '../openapi/build-openapi.ts';
import type { Operation } from '../openapi/operation.ts';
import type { ApiContext } from '../routes/api-context.ts';
import { LinkToken } from './sign-in-input.ts';

const Body = z.strictObject({ token: LinkToken });
const Shown = z.object({ tenantName: z.string(), email: z.string(), role: z.enum(roles), hasPassword: z.boolean() });

export const readInvitationOperation: Operation = {
  method: 'post',
  path: '/api/v1/session/invitation',
  summary: 'What an invitation is for. A POST, so that its secret stands in no address.',
  needsKey: false,
  body: toSchema(Body),
  answers: {
    200: { description: 'Whom it invites to what.', schema: Shown },
    404: { description: 'The invitation is not valid any more.' },
    429: { description: 'Refused too often from this address; Retry-After says when to come back.' },
  },
};

export function readInvitationRoute(server: FastifyInstance, { auth }: ApiContext, limit: RefusalLimit): void {
  server.post('/api/v1/session/invitation', async (request, reply): Promise<z.output<typeof Shown>> => {
    const { token } = parseInput(Body, request.body);
    const { tenantName, email, role, hasPassword } = await limit.guard(request, reply, () =>
      findInvitation(auth, token),
    );
    return { tenantName, email, role, hasPassword };
  });
}
