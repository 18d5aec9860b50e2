import { type AppErrorCode, errorTable } from '@pulso/domain';
import { isEnded, type JobRun } from '@pulso/job-log';
import { tellEndedRun } from '@pulso/jobs';
import type { FastifyReply } from 'fastify';
import { problemType, sendProblem } from '../http/problem.ts';

/** 202: the run goes on; where to read it. */
export function answerAccepted(reply: FastifyReply, run: JobRun, duplicate: boolean): FastifyReply {
  return reply
    .code(202)
    .header('location', `/api/v1/jobs/${run.jobLogId}`)
    .send({ ...run, duplicate });
}

/** The answer to a run that ended: 200 for a good end, otherwise a problem; a failed run is never 200 (contract 3). */
export function answerEnded(reply: FastifyReply, run: JobRun, duplicate: boolean): FastifyReply {
  if (!isEnded(run.status)) return answerAccepted(reply, run, duplicate);
  if (run.status === 'FAILED' || run.status === 'ABANDONED') return answerFailed(reply, run, duplicate);
  return reply.code(200).send(tellEndedRun(run, duplicate));
}

function answerFailed(reply: FastifyReply, run: JobRun, duplicate: boolean): FastifyReply {
  const code = codeOf(run);
  const { httpStatus, title } = errorTable[code];
  const problem = {
    type: problemType(code),
    title,
    // A run fails on Mercado Livre's side, for want of authorisation, or on ours: never on the caller's, and a database that was away while
    // it ran is none that is away now.
    status: httpStatus === 409 || httpStatus === 502 ? httpStatus : 500,
    detail: run.errorMessage ?? title,
    jobLogId: run.jobLogId,
    errorCode: run.errorCode ?? code,
    duplicate,
  };
  return sendProblem(reply, problem);
}

function codeOf({ status, errorCode }: JobRun): AppErrorCode {
  if (errorCode !== null && Object.hasOwn(errorTable, errorCode)) return errorCode as AppErrorCode;
  return status === 'ABANDONED' ? 'interrupted' : 'internal';
}
