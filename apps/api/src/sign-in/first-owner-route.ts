import { createTenant, listTenants } from '@pulso/connections';
import { AppError } from '@pulso/domain';
import { createFirstOwner, hasNoUser, isFirstOwnerToken, readMailAddress } from '@pulso/members';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseInput } from '../http/parse-input.ts';
import type { RefusalLimit } from '../http/refusal-limit.ts';
import { toSchema } from '../openapi/build-openapi.ts';
import type { Operation } from '../openapi/operation.ts';
import type { ApiContext } from '../routes/api-context.ts';
import { whyNoLocalSignIn } from '../trpc/local-sign-in.ts';
import { requestOriginOf } from './request-origin.ts';
import { Email, LinkToken, Password } from './sign-in-input.ts';

const FIRST_NAME = 'Minha loja';

const Body = z.strictObject({ email: Email, password: Password, token: LinkToken.optional() });

export const firstOwnerOperation: Operation = {
  method: 'post',
  path: '/api/v1/session/first-owner',
  summary: 'Makes the first person of an empty installation the owner, and signs them in.',
  needsKey: false,
  body: toSchema(Body),
  answers: {
    204: { description: 'Signed in; the cookie is the session.' },
    400: { description: 'The body is not valid, or the password too short.' },
    403: { description: 'Without the link that the log has, this is open on the machine itself only.' },
    404: { description: 'There is an owner already.' },
    429: { description: 'Refused too often from this address; Retry-After says when to come back.' },
  },
};

/** Open until somebody is known: to whoever sits at the machine itself, and to whoever can read the log. */
export function firstOwnerRoute(server: FastifyInstance, context: ApiContext, limit: RefusalLimit): void {
  const { auth, db, settings, clock } = context;
  server.post('/api/v1/session/first-owner', async (request, reply) => {
    const { token, ...given } = parseInput(Body, request.body);
    const owner = { email: readMailAddress(given.email), password: given.password };
    const { cookies } = await limit.guard(request, reply, async () => {
      if (!(await hasNoUser(db))) throw new AppError('not_found', 'There is an owner already');
      const isHere = whyNoLocalSignIn(settings, requestOriginOf(request)) === null;
      if (!isHere && !(token && isFirstOwnerToken(auth, token))) {
        throw new AppError('forbidden', 'Open the link that the log of the server shows');
      }
      const [first] = await listTenants(db, { activeOnly: false });
      const tenant = first ?? (await createTenant(db, { name: FIRST_NAME, now: clock.now() }));
      return createFirstOwner(auth, tenant.tenantId, owner);
    });
    return reply.header('set-cookie', cookies).code(204).send();
  });
}
