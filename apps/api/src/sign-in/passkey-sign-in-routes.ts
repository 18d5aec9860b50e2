import { askPasskey, signInByPasskey } from '@pulso/members';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseInput } from '../http/parse-input.ts';
import type { RefusalLimit } from '../http/refusal-limit.ts';
import { toSchema } from '../openapi/build-openapi.ts';
import type { Operation } from '../openapi/operation.ts';
import type { ApiContext } from '../routes/api-context.ts';
import { noteSignIn } from './note-sign-in.ts';
import { ownPageOrigin } from './own-page-origin.ts';
import { Assertion, PASSKEY_BYTES_MAX, PasskeyOptions } from './passkey-input.ts';

const Nothing = z.strictObject({});
const Body = z.strictObject({ credential: Assertion });

const ASK_PATH = '/api/v1/session/passkey/ask';
const SIGN_IN_PATH = '/api/v1/session/passkey/sign-in';

export const passkeySignInOperations: Operation[] = [
  {
    method: 'post',
    path: ASK_PATH,
    summary:
      'Asks a browser for any passkey of ours. A POST, because the browser keeps the question in a cookie; here nothing is kept.',
    needsKey: false,
    body: toSchema(Nothing),
    answers: {
      200: { description: 'The question, as WebAuthn has it in JSON; good for five minutes.', schema: PasskeyOptions },
      400: { description: 'The body is not valid.' },
      403: { description: 'Another page asked for it.' },
    },
  },
  {
    method: 'post',
    path: SIGN_IN_PATH,
    summary: 'Signs somebody in by a passkey, which is device and person in one: no password and no code is asked for.',
    needsKey: false,
    body: toSchema(Body),
    answers: {
      204: { description: 'Signed in; the cookie is the session.' },
      400: { description: 'The body is not valid.' },
      401: { description: 'The passkey is not right.' },
      403: { description: 'Another page asked for it, or this person belongs to no company.' },
      404: { description: 'No answer is waited for in this browser any more; ask anew.' },
      429: { description: 'Refused too often from this address; Retry-After says when to come back.' },
    },
  },
];

export function passkeySignInRoutes(server: FastifyInstance, context: ApiContext, refusals: RefusalLimit): void {
  const { auth, settings } = context;
  server.post(ASK_PATH, async (request, reply): Promise<z.output<typeof PasskeyOptions>> => {
    parseInput(Nothing, request.body);
    const { options, cookies } = await askPasskey(auth);
    reply.header('set-cookie', cookies);
    return options;
  });
  server.post(SIGN_IN_PATH, { bodyLimit: PASSKEY_BYTES_MAX }, async (request, reply) => {
    const { credential } = parseInput(Body, request.body);
    const given = { credential, cookies: request.headers.cookie, origin: ownPageOrigin(settings, request) };
    const { userId, cookies } = await refusals.guard(request, reply, async () => {
      const signedIn = await signInByPasskey(auth, given);
      await noteSignIn(auth, signedIn, { factor: 'passkey' });
      return signedIn;
    });
    request.log.info({ userId }, 'signed in');
    return reply.header('set-cookie', cookies).code(204).send();
  });
}
