import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@pulso/domain';
import { takeNotice } from '@pulso/jobs';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createNoticeReader } from '../notices/create-notice-reader.ts';
import type { Operation } from '../openapi/operation.ts';
import type { ApiContext } from './api-context.ts';

export const postNotificationOperation: Operation = {
  method: 'post',
  path: '/api/v1/mercadolivre/notifications',
  summary: 'Takes a notice of Mercado Livre.',
  needsKey: false,
  answers: {
    200: { description: 'Taken, or none of ours.' },
    503: { description: 'A notice of ours that cannot be stored now; Mercado Livre sends it again.' },
  },
};

/** Notices have a few hundred bytes; more than this is none. */
const NOTICE_BYTES_MAX = 64 * 1024;
const COLLECT_MS = 3_000;

/**
 * Stores notices of our application, and answers 200 to whatever else arrives (contract 3). Only the pointer is kept; what it points to is
 * read afterwards, since Mercado Livre waits 500 ms at most (API document 8, Q59).
 */
export function postNotification(server: FastifyInstance, context: ApiContext): void {
  const { db, clock, applicationId, stopping } = context;
  const collect = context.collectNotices ?? ((signal) => sleep(COLLECT_MS, undefined, { signal }));
  const reader = createNoticeReader(context, { collect, signal: stopping });
  // Before anything looks at the type of the body, because no type is refused here.
  const take = async (request: FastifyRequest, reply: FastifyReply) => {
    const body = await readText(request.raw);
    try {
      const tenantId = body === null ? null : await takeNotice(db, body, { applicationId, now: clock.now() });
      if (tenantId !== null) reader.wake(tenantId);
    } catch (cause) {
      // Whatever it was that went wrong: only a 503 has it sent again.
      throw new AppError('database_unavailable', 'The notice could not be stored', { cause });
    }
    return reply.send({});
  };
  const options = { onRequest: take, bodyLimit: Number.MAX_SAFE_INTEGER };
  server.post('/api/v1/mercadolivre/notifications', options, take);
}

/** @returns null for more than a notice can be; the rest is read and dropped, so that the sender gets its answer */
async function readText(payload: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of payload) {
    size += chunk.length;
    if (size <= NOTICE_BYTES_MAX) chunks.push(chunk);
  }
  return size <= NOTICE_BYTES_MAX ? Buffer.concat(chunks).toString('utf8') : null;
}
