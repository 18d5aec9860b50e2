import { addPasskey, preparePasskey, removePasskey } from '@pulso/members';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseInput } from '../http/parse-input.ts';
import type { RefusalLimit } from '../http/refusal-limit.ts';
import { toSchema } from '../openapi/build-openapi.ts';
import type { Operation } from '../openapi/operation.ts';
import type { ApiContext } from '../routes/api-context.ts';
import { ownPageOrigin } from './own-page-origin.ts';
import { NewCredential, PASSKEY_BYTES_MAX, PasskeyName, PasskeyOptions } from './passkey-input.ts';
import { requirePerson } from './require-person.ts';
import { Password } from './sign-in-input.ts';

const PrepareBody = z.strictObject({ password: Password });
const AddBody = z.strictObject({ name: PasskeyName, credential: NewCredential });
const RemoveBody = z.strictObject({ passkeyId: z.guid(), password: Password });

const at = (path: string) => `/api/v1/session/passkey/${path}`;
const refused = {
  400: { description: 'The body is not valid, or the passkey cannot be kept.' },
  401: { description: 'Nobody is signed in, or the password is not right.' },
  403: { description: 'Another page asked for it.' },
  429: { description: 'Refused too often from this address; Retry-After says when to come back.' },
};
const operation = (path: string, given: Pick<Operation, 'summary' | 'body' | 'answers'>): Operation => ({
  method: 'post',
  path: at(path),
  needsKey: false,
  ...given,
  answers: { ...given.answers, ...refused },
});

export const ownPasskeyOperations: Operation[] = [
  operation('prepare', {
    summary: 'Asks the browser of whoever is signed in for a new passkey, after the password.',
    body: toSchema(PrepareBody),
    answers: {
      200: { description: 'The question, as WebAuthn has it in JSON; good for five minutes.', schema: PasskeyOptions },
    },
  }),
  operation('add', {
    summary: 'Keeps the passkey that the browser made.',
    body: toSchema(AddBody),
    answers: {
      204: { description: 'It signs its person in from now on.' },
      404: { description: 'No passkey is waited for in this browser any more; prepare anew.' },
    },
  }),
  operation('remove', {
    summary: 'Takes away a passkey of whoever is signed in, after the password.',
    body: toSchema(RemoveBody),
    answers: {
      204: { description: 'It opens nothing any more.' },
      404: { description: 'This person has no such passkey.' },
    },
  }),
];

/** What somebody who signed in does about their own passkeys. The password is asked for before each change. */
export function ownPasskeyRoutes(server: FastifyInstance, context: ApiContext, limit: RefusalLimit): void {
  const { auth, settings } = context;
  server.post(at('prepare'), async (request, reply): Promise<z.output<typeof PasskeyOptions>> => {
    const { password } = parseInput(PrepareBody, request.body);
    const { userId } = (await requirePerson(context, request)).user;
    const given = { password, userId, cookies: request.headers.cookie };
    const { options, cookies } = await limit.guard(request, reply, () => preparePasskey(auth, given));
    reply.header('set-cookie', cookies);
    return options;
  });
  server.post(at('add'), { bodyLimit: PASSKEY_BYTES_MAX }, async (request, reply) => {
    const { name, credential } = parseInput(AddBody, request.body);
    const { user: person } = await requirePerson(context, request);
    const origin = ownPageOrigin(settings, request);
    const given = { name, credential, origin, person, cookies: request.headers.cookie };
    await limit.guard(request, reply, () => addPasskey(auth, given));
    return reply.code(204).send();
  });
  server.post(at('remove'), async (request, reply) => {
    const given = parseInput(RemoveBody, request.body);
    const { user: person } = await requirePerson(context, request);
    await limit.guard(request, reply, () => removePasskey(auth, { ...given, person }));
    return reply.code(204).send();
  });
}
