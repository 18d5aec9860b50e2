import { hasNoUser } from '@pulso/members';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Operation } from '../openapi/operation.ts';
import type { ApiContext } from '../routes/api-context.ts';

const Start = z.object({
  /** Nobody is known yet: the first owner may come. */
  isEmpty: z.boolean(),
  /** A forgotten password is reset by mail. */
  resetsByMail: z.boolean(),
});

export const startOperation: Operation = {
  method: 'get',
  path: '/api/v1/session/start',
  summary: 'What the page for signing in has to offer.',
  needsKey: false,
  answers: { 200: { description: 'What there is.', schema: Start } },
};

export function startRoute(server: FastifyInstance, context: ApiContext): void {
  server.get('/api/v1/session/start', async (): Promise<z.output<typeof Start>> => {
    await context.assertSchemaIsCurrent();
    return { isEmpty: await hasNoUser(context.db), resetsByMail: canMail(context) };
  });
}

/** A link in a mail begins with an address that nobody but the operator has set: never with what a request says. */
export function canMail({ sendMail, settings }: ApiContext): boolean {
  return sendMail !== null && settings.publicUrl !== null;
}
