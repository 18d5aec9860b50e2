import { AppError } from '@pulso/domain';
import { eraseTenant } from '@pulso/jobs';
import { isAtLeast, provePassword, signOut } from '@pulso/members';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { parseInput } from '../http/parse-input.ts';
import type { RefusalLimit } from '../http/refusal-limit.ts';
import { toSchema } from '../openapi/build-openapi.ts';
import type { Operation } from '../openapi/operation.ts';
import type { ApiContext } from '../routes/api-context.ts';
import { requirePerson } from './require-person.ts';
import { Password } from './sign-in-input.ts';

/** Runs are given a minute to end, and millions of rows take theirs. */
const ANSWER_WITHIN_MS = 15 * 60_000;

const Body = z.strictObject({ companyName: z.string().min(1).max(200), password: Password });

const Receipt = z.strictObject({
  receiptId: z.string(),
  erasedAt: z.string(),
  people: z.int(),
  rows: z.record(z.string(), z.int()),
});

export const eraseCompanyOperation: Operation = {
  method: 'post',
  path: '/api/v1/session/erase-company',
  summary: 'Erases the company of an owner, who types its name and the password, and signs everybody of it out.',
  needsKey: false,
  body: toSchema(Body),
  answers: {
    200: { description: 'Nothing of it is left; this receipt is what is kept.', schema: Receipt },
    400: { description: 'The body is not valid, or names another company; nothing was erased.' },
    401: { description: 'Nobody is signed in, or the password is another; nothing was erased.' },
    403: { description: 'Only an owner may; nothing was erased.' },
    404: { description: 'The company is not there any more.' },
    429: { description: 'Refused too often from this address; Retry-After says when to come back.' },
  },
};

/**
 * Not a procedure: it is asked with a password, counts refusals as signing in does, and answers to somebody who is known no more. Who goes
 * away meanwhile does not stop it; it ends whole or not at all.
 */
export function eraseCompanyRoute(server: FastifyInstance, context: ApiContext, limit: RefusalLimit): void {
  server.post('/api/v1/session/erase-company', { handlerTimeout: ANSWER_WITHIN_MS }, async (request, reply) => {
    const given = parseInput(Body, request.body);
    const receipt = await eraseCompany(context, { request, reply, limit, given });
    return reply.code(200).send(receipt);
  });
}

async function eraseCompany(
  context: ApiContext,
  {
    request,
    reply,
    limit,
    given,
  }: { request: FastifyRequest; reply: FastifyReply; limit: RefusalLimit; given: z.infer<typeof Body> },
): Promise<z.infer<typeof Receipt>> {
  const { auth, clock } = context;
  const { tenant, role, user, sessionId } = await requirePerson(context, request);
  if (!isAtLeast(role, 'owner')) throw new AppError('forbidden', 'This needs the role owner');
  if (given.companyName.trim() !== tenant.name) {
    const fault = { path: 'companyName', message: 'is not the name of the company' };
    throw new AppError('invalid_input', 'That is not the name of the company; nothing was erased', { faults: [fault] });
  }
  const { userId } = user;
  await limit.guard(request, reply, () => provePassword(auth, { userId, password: given.password }));
  const { tenantId } = tenant;
  // Every tenant's rows and people's sign-ins go together, so this takes the database that sees them all.
  const { receiptId, erasedAt, people, rows } = await eraseTenant({ db: auth.db, clock }, tenantId, {
    askedBy: 'owner',
  });
  request.log.warn({ tenantId, receiptId }, 'a company was erased by its owner');
  reply.header('set-cookie', await signOut(auth, sessionId));
  return { receiptId, erasedAt: erasedAt.toISOString(), people, rows };
}
