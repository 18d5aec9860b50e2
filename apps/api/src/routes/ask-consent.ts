import { askConsent, drawSecret } from '@pulso/connections';
import { AppError } from '@pulso/domain';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { forPeople } from '../connecting/answer-on-page.ts';
import { setBrowserCookie } from '../connecting/browser-cookie.ts';
import { redirectUriOf } from '../connecting/redirect-uri-of.ts';
import { whoConnects } from '../connecting/who-connects.ts';
import { isOwnOrigin } from '../http/assert-own-page.ts';
import { parseInput } from '../http/parse-input.ts';
import type { Operation } from '../openapi/operation.ts';
import type { ApiContext } from './api-context.ts';

const FOUND = 302;

const Query = z.strictObject({
  historyDays: z.enum(['30', '90', '365'], { error: 'must be 30, 90 or 365' }).optional(),
});

export const askConsentOperation: Operation = {
  method: 'get',
  path: '/api/v1/mercadolivre/connect',
  summary: 'Sends the browser of somebody who is signed in to Mercado Livre, to connect a seller.',
  needsKey: false,
  query: Query,
  answers: {
    302: { description: 'To the authorisation page of Mercado Livre.' },
    303: { description: 'To the page, for a browser: why not, as the parameter connect.' },
    400: { description: 'A parameter is not valid, or not known.' },
    401: { description: 'Nobody is signed in.' },
    403: { description: 'Another site has sent the browser here.' },
  },
};

/** `GET /connect`: the way there. Nothing but the tenant of the sign-in decides whom the seller is connected to. */
export function askConsentRoute(server: FastifyInstance, context: ApiContext): void {
  const { db, settings, connections } = context;
  const handle = forPeople(async (request, reply) => {
    const { tenant, sessionId } = await whoConnects(context, request);
    // Else any site could have a seller who once agreed connected, without anybody having clicked here.
    if (!isOwnOrigin(request, settings.publicUrl)) throw new AppError('forbidden', 'Begin on our own page');
    const { historyDays } = parseInput(Query, request.query);
    const { meli } = settings;
    if (!meli) throw new AppError('configuration', 'There is no application at Mercado Livre: set MELI_CLIENT_ID');
    const browser = drawSecret();
    const address = await askConsent(db, tenant.tenantId, {
      asker: { browser, sessionId },
      redirectUri: redirectUriOf(settings, request.headers.host),
      history_days: historyDays === undefined ? null : Number(historyDays),
      authUrl: meli.authUrl,
      deps: connections,
    });
    setBrowserCookie(reply, browser, { isSecure: settings.publicUrl?.startsWith('https:') ?? false });
    return reply.redirect(address, FOUND);
  });
  // A HEAD would begin something too.
  server.get('/api/v1/mercadolivre/connect', { exposeHeadRoute: false }, handle);
}
