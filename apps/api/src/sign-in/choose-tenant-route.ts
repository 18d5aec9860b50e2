import { chooseTenant } from '@pulso/members';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseInput } from '../http/parse-input.ts';
import { toSchema } from '../openapi/build-openapi.ts';
import type { Operation } from '../openapi/operation.ts';
import type { ApiContext } from '../routes/api-context.ts';
import { requirePerson } from './require-person.ts';

const Body = z.strictObject({ tenantId: z.guid() });

export const chooseTenantOperation: Operation = {
  method: 'post',
  path: '/api/v1/session/tenant',
  summary: 'Has the session show another company of the person who is signed in.',
  needsKey: false,
  body: toSchema(Body),
  answers: {
    204: { description: 'From the next request on.' },
    401: { description: 'Nobody is signed in.' },
    404: { description: 'No company of this person, or none at all.' },
  },
};

/** The only place where a request names a tenant: among those of which its person is a member. */
export function chooseTenantRoute(server: FastifyInstance, context: ApiContext): void {
  server.post('/api/v1/session/tenant', async (request, reply) => {
    const { tenantId } = parseInput(Body, request.body);
    const { sessionId } = await requirePerson(context, request);
    await chooseTenant(context.auth, { sessionId, tenantId });
    return reply.code(204).send();
  });
}
