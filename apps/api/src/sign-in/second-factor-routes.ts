import { confirmSecondFactor, prepareSecondFactor, renewBackupCodes, turnOffSecondFactor } from '@pulso/members';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseInput } from '../http/parse-input.ts';
import type { RefusalLimit } from '../http/refusal-limit.ts';
import { toSchema } from '../openapi/build-openapi.ts';
import type { Operation } from '../openapi/operation.ts';
import type { ApiContext } from '../routes/api-context.ts';
import { requirePerson } from './require-person.ts';
import { Code, Password } from './sign-in-input.ts';

const PasswordBody = z.strictObject({ password: Password });
const CodeBody = z.strictObject({ code: Code });
const BackupCodes = z.object({ backupCodes: z.array(z.string()) });
const Prepared = BackupCodes.extend({ uri: z.string() });

const refused = {
  400: { description: 'The body is not valid, or the second factor is not in the state that this needs.' },
  401: { description: 'Nobody is signed in, or the password or code is not right.' },
  403: { description: 'Another page asked for it.' },
  429: { description: 'Refused too often from this address; Retry-After says when to come back.' },
};
const operation = (path: string, given: Pick<Operation, 'summary' | 'body' | 'answers'>): Operation => ({
  method: 'post',
  path: `/api/v1/session/second-factor/${path}`,
  needsKey: false,
  ...given,
  answers: { ...given.answers, ...refused },
});

export const secondFactorOperations: Operation[] = [
  operation('prepare', {
    summary: 'Makes a key for an app that shows codes, and backup codes; both are answered once.',
    body: toSchema(PasswordBody),
    answers: { 200: { description: 'What the app is told.', schema: Prepared } },
  }),
  operation('confirm', {
    summary: 'Turns the second factor on by the first code of the app.',
    body: toSchema(CodeBody),
    answers: { 204: { description: 'A code is asked for from now on.' } },
  }),
  operation('backup-codes', {
    summary: 'Makes new backup codes; the former ones open nothing any more.',
    body: toSchema(PasswordBody),
    answers: { 200: { description: 'The codes, once.', schema: BackupCodes } },
  }),
  operation('off', {
    summary: 'Turns the second factor off.',
    body: toSchema(PasswordBody),
    answers: { 204: { description: 'The password alone opens again.' } },
  }),
];

/** What somebody who signed in does about their own second factor; each change asks for the password or a code. */
export function secondFactorRoutes(server: FastifyInstance, context: ApiContext, limit: RefusalLimit): void {
  const { auth } = context;
  const at = (path: string) => `/api/v1/session/second-factor/${path}`;
  server.post(at('prepare'), async (request, reply): Promise<z.output<typeof Prepared>> => {
    const { password } = parseInput(PasswordBody, request.body);
    await requirePerson(context, request);
    const given = { password, cookies: request.headers.cookie };
    return limit.guard(request, reply, () => prepareSecondFactor(auth, given));
  });
  server.post(at('confirm'), async (request, reply) => {
    const { code } = parseInput(CodeBody, request.body);
    const { user } = await requirePerson(context, request);
    const given = { code, cookies: request.headers.cookie, person: user };
    const cookies = await limit.guard(request, reply, () => confirmSecondFactor(auth, given));
    return reply.header('set-cookie', cookies).code(204).send();
  });
  server.post(at('backup-codes'), async (request, reply): Promise<z.output<typeof BackupCodes>> => {
    const { password } = parseInput(PasswordBody, request.body);
    const { user } = await requirePerson(context, request);
    const given = { password, cookies: request.headers.cookie, person: user };
    return { backupCodes: await limit.guard(request, reply, () => renewBackupCodes(auth, given)) };
  });
  server.post(at('off'), async (request, reply) => {
    const { password } = parseInput(PasswordBody, request.body);
    const { user } = await requirePerson(context, request);
    const given = { password, cookies: request.headers.cookie, person: user };
    const cookies = await limit.guard(request, reply, () => turnOffSecondFactor(auth, given));
    return reply.header('set-cookie', cookies).code(204).send();
  });
}
