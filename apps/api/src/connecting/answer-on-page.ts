import { type AppErrorCode, errorTable } from '@pulso/domain';
import { toRunError } from '@pulso/jobs';
import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { toApiError } from '../http/to-api-error.ts';

/** What became of it, as the page's address says it; the page has the sentences. */
export type ConnectOutcome = 'connected' | 'reconnected' | AppErrorCode;

const SEE_OTHER = 303;

/** Back to the page, which takes the outcome out of its address and says it. */
export function answerOnPage(reply: FastifyReply, outcome: ConnectOutcome): FastifyReply {
  return reply.redirect(`/?connect=${outcome}`, SEE_OTHER);
}

/** A handler whose failures a person sees on the page; a program gets the problem itself. */
export function forPeople(
  handle: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
): RouteHandlerMethod {
  return async (request, reply) => {
    try {
      return await handle(request, reply);
    } catch (thrown) {
      const error = toApiError(toRunError(thrown));
      if (!request.headers.accept?.includes('text/html')) throw error;
      request.refusal = error.code;
      if (errorTable[error.code].httpStatus >= 500) request.log.error({ err: error }, 'a seller was not connected');
      return answerOnPage(reply, error.code);
    }
  };
}
