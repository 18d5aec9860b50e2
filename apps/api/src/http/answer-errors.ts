import { errorTable } from '@pulso/domain';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem, toProblem } from './problem.ts';
import { toApiError } from './to-api-error.ts';

/** Every failure of every route becomes one problem+json answer; what is our fault is logged with its cause. */
export function answerErrors(server: FastifyInstance): void {
  server.setErrorHandler((thrown, request, reply) => {
    const error = toApiError(thrown);
    request.refusal = error.code;
    if (errorTable[error.code].httpStatus >= 500 && error.code !== 'jobs_key_missing') {
      request.log.error({ err: error, route: request.routeOptions.url }, 'request failed');
    }
    return sendProblem(reply, toProblem(error), { isPassing: isPassing(error.code) });
  });
}

/** Worth asking again without anybody changing the request (contract 3: database away). */
function isPassing(code: keyof typeof errorTable): boolean {
  return code === 'database_unavailable' || code === 'schema_behind';
}

/** For requests that fail before they have a route, such as an address that cannot be decoded. */
export function answerUnroutable(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  sendProblem(reply, toProblem(toApiError(error)));
}
