import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Mirror, requireCaller } from '../http/mirror.ts';
import { refuse } from '../http/refusals.ts';
import type { Notifier } from './create-notifier.ts';
import type { LostNotice } from './notice.ts';

const Query = z.object({
  app_id: z.string().min(1),
  topic: z.string().optional(),
  site_id: z.string().optional(),
  limit: z.coerce.number().int().min(1).default(10),
  offset: z.coerce.number().int().min(0).default(0),
});

/**
 * The notices of two days that the callback did not take, oldest first (API document 8). All of the application's: nothing in the
 * document says that the key that is asked with narrows them to its seller.
 */
export function missedRoutes(
  server: FastifyInstance,
  mirror: Mirror,
  { applicationId, notifier }: { applicationId: string; notifier: Pick<Notifier, 'missed'> },
): void {
  server.get('/missed_feeds', async (request) => {
    requireCaller(mirror, request);
    const asked = Query.safeParse(request.query);
    if (!asked.success) throw refuse.badRequest(`Invalid ${asked.error.issues[0]?.path.join('.') ?? 'parameters'}`);
    const { app_id, topic, site_id, limit, offset } = asked.data;
    if (topic === 'items' && site_id === undefined) throw refuse.badRequest('site_id is required');
    const found = app_id === applicationId ? notifier.missed() : [];
    const page = found
      .filter((one) => topic === undefined || one.body['topic'] === topic)
      .slice(offset, offset + limit)
      .map(missedBody);
    return { messages: page.length === 0 ? null : page };
  });
}

function missedBody({ body, request: { url, data }, response, lostAt }: LostNotice): Record<string, unknown> {
  const length = Buffer.byteLength(data);
  return {
    ...body,
    request: {
      url,
      headers: { accept: 'application/json', 'content-type': 'application/json', 'content-length': length },
      data,
    },
    response: {
      req_time: response.took_ms,
      http_code: response.status,
      body: response.body,
      headers: { date: new Date(lostAt).toUTCString(), ...response.headers },
    },
  };
}
