import { type AppError, type AppErrorCode, errorTable, type InputFault } from '@pulso/domain';
import type { FastifyReply } from 'fastify';

/** An answer that says what went wrong, in the form of RFC 9457. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  /** Every fault of the input, for a 400. */
  errors?: readonly InputFault[];
}

const RETRY_AFTER_SECONDS = 5;

/** The outside of one of our errors. Only errors that are safe to show get here (`toApiError`). */
export function toProblem(error: AppError): Problem {
  const { httpStatus, title } = errorTable[error.code];
  return {
    type: problemType(error.code),
    title,
    status: httpStatus,
    detail: error.message,
    ...(httpStatus === 400 ? { errors: error.faults } : {}),
  };
}

/** The name of a kind of problem; stays the same while titles may be reworded. */
export function problemType(code: AppErrorCode | 'stopping' | 'not-ready' | 'not-fresh'): string {
  return `urn:pulso:problem:${code.replaceAll('_', '-')}`;
}

/** Sends a problem with its status. `isPassing` adds when to come back. */
export function sendProblem<Body extends Problem>(
  reply: FastifyReply,
  problem: Body,
  { isPassing = false }: { isPassing?: boolean } = {},
): FastifyReply {
  if (isPassing) reply.header('retry-after', RETRY_AFTER_SECONDS);
  return reply.code(problem.status).type('application/problem+json').serializer(JSON.stringify).send(problem);
}
