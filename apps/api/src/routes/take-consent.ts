import { type ConsentAnswer, connectByConsent } from '@pulso/connections';
import { AppError } from '@pulso/domain';
import { noteAudit } from '@pulso/members';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { answerOnPage, forPeople } from '../connecting/answer-on-page.ts';
import { endBrowserCookie, readBrowserCookie } from '../connecting/browser-cookie.ts';
import { CALLBACK_PATH } from '../connecting/redirect-uri-of.ts';
import { type Connecting, whoConnects } from '../connecting/who-connects.ts';
import { parseInput } from '../http/parse-input.ts';
import type { Operation } from '../openapi/operation.ts';
import type { ApiContext } from './api-context.ts';

const LENGTH_MAX = 500;
const word = z.string().min(1).max(LENGTH_MAX);

/** Not strict: the parameters are Mercado Livre's, which may add some. */
const Query = z.object({ state: word, code: word.optional(), error: word.optional() });

export const takeConsentOperation: Operation = {
  method: 'get',
  path: CALLBACK_PATH,
  summary: 'Takes the browser back from Mercado Livre, with a code or an error.',
  needsKey: false,
  query: Query,
  answers: {
    303: { description: 'To the page; the parameter connect says what became of it.' },
    400: { description: 'It was not begun here by this browser, was ended already, or is too old.' },
    401: { description: 'Nobody is signed in.' },
    403: { description: 'The access was not given.' },
    409: { description: 'The seller is connected elsewhere, or the code is not taken.' },
    502: { description: 'Mercado Livre failed.' },
  },
};

/** `GET /callback`: the way back. A pair that was bought is stored and its first sync asked for, whether or not anybody still waits. */
export function takeConsentRoute(server: FastifyInstance, context: ApiContext): void {
  const { settings } = context;
  const underWay = new Set<Promise<unknown>>();
  server.addHook('onClose', () => Promise.allSettled(underWay));

  const handle = forPeople(async (request, reply) => {
    const connecting = await whoConnects(context, request);
    const work = connect(context, { request, connecting });
    underWay.add(work);
    const wasKnown = await work.finally(() => underWay.delete(work));
    endBrowserCookie(reply, { isSecure: settings.publicUrl?.startsWith('https:') ?? false });
    return answerOnPage(reply, wasKnown ? 'reconnected' : 'connected');
  });
  // A HEAD would use the code up.
  server.get(CALLBACK_PATH, { exposeHeadRoute: false }, handle);
}

async function connect(
  { db, auth, clock, connections, runner }: ApiContext,
  { request, connecting: { tenant, sessionId, actor } }: { request: FastifyRequest; connecting: Connecting },
): Promise<boolean> {
  const { tenantId } = tenant;
  const answer = readAnswer(request);
  // Without the cookie nothing is found: nobody was ever given an empty one.
  const asker = { browser: readBrowserCookie(request) ?? '', sessionId };
  const { connection, wasKnown, connectedAt } = await connectByConsent(db, tenantId, {
    answer,
    asker,
    deps: connections,
  });
  const { connectionId, sellerId } = connection;
  request.log.info({ tenantId, connectionId, sellerId, wasKnown }, 'a seller was connected');
  const entry = {
    action: 'seller_connected',
    actor,
    subject: sellerId,
    details: { wasKnown },
    now: clock.now(),
  } as const;
  await noteAudit(auth.db, tenantId, entry).catch((error: unknown) => {
    request.log.error({ err: error, tenantId, connectionId }, 'a connection is missing in the audit log');
  });
  try {
    // The slot that the schedule gives the first sync of a connection too, so that it runs once.
    const asked = { jobType: 'sync-mercadolivre', tenantId, params: {}, slot: connectedAt, trigger: 'manual' } as const;
    const { run } = await runner.submit(asked);
    request.log.info({ tenantId, jobLogId: run.jobLogId }, 'its first sync was asked for');
  } catch (error) {
    // The connection stands, and the schedule finds it.
    request.log.warn({ err: error, tenantId }, 'its first sync could not be asked for');
  }
  return wasKnown;
}

function readAnswer(request: FastifyRequest): ConsentAnswer {
  const { state, code, error } = parseInput(Query, request.query);
  if (error !== undefined) return { state, error };
  if (code !== undefined) return { state, code };
  const fault = { path: 'code', message: 'is missing' };
  throw new AppError('invalid_input', `${fault.path}: ${fault.message}`, { faults: [fault] });
}
