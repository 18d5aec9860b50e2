import { listTenants } from '@pulso/connections';
import { businessDayOf } from '@pulso/domain';
import { findNewestAttempt, type JobRun } from '@pulso/job-log';
import {
  askableJobTypes,
  defaultRunTimings,
  type JobType,
  jobDefinitions,
  mayGoOn,
  resolveRebuildWindow,
  type SubmittedRun,
} from '@pulso/jobs';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { inTime } from '../http/in-time.ts';
import { NoQuery, parseInput } from '../http/parse-input.ts';
import { sendProblem, toProblem } from '../http/problem.ts';
import { readJsonBodies } from '../http/read-json-body.ts';
import { toApiError } from '../http/to-api-error.ts';
import { waitForEnd } from '../http/wait-for-end.ts';
import type { Operation } from '../openapi/operation.ts';
import { endedBodies, JobAcceptedBody, JobFailedBody, JobsAcceptedBody } from '../openapi/schemas.ts';
import type { ApiContext } from './api-context.ts';
import { answerAccepted, answerEnded } from './job-answers.ts';
import { type JobBody, jobBodySchema, parseJobBody } from './job-body.ts';

const BODY_BYTES_MAX = 16 * 1024;
const ANSWER_WITHIN_MS = 100_000;

export const postJobOperations: Operation[] = askableJobTypes.map((jobType) => ({
  method: 'post',
  path: `/api/v1/jobs/${jobType}`,
  summary: `Runs ${jobType} for one tenant, or for every active one.`,
  needsKey: true,
  body: jobBodySchema(jobType),
  answers: {
    200: { description: 'The run ended well.', schema: endedBodies[jobType] },
    202: { description: 'The run goes on; read it at Location.', schema: JobAcceptedBody.or(JobsAcceptedBody) },
    400: { description: 'The body is not valid; every fault is listed.' },
    404: { description: 'There is no such tenant.' },
    409: { description: 'Every connection needs its seller again.', schema: JobFailedBody },
    413: { description: 'The body is too large.' },
    415: { description: 'The body is not JSON.' },
    500: { description: 'The run failed on our side.', schema: JobFailedBody },
    502: { description: 'Mercado Livre failed.', schema: JobFailedBody },
  },
}));

/** `POST /api/v1/jobs/{job}` for every job that others may ask for (contract 3). */
export function postJob(server: FastifyInstance, context: ApiContext): void {
  const { answerWithin_ms = ANSWER_WITHIN_MS } = context;
  void server.register(async (scope) => {
    readJsonBodies(scope);
    for (const jobType of askableJobTypes) {
      // Each step has a limit of its own; this one only says that the run may be waited for longer than the database.
      const handlerTimeout = answerWithin_ms + 4 * context.databaseWithin_ms;
      const options = { bodyLimit: BODY_BYTES_MAX, config: { needsKey: true }, handlerTimeout };
      scope.post(`/api/v1/jobs/${jobType}`, options, async (request, reply) => {
        parseInput(NoQuery, request.query);
        const body = parseJobBody(jobType, request.body, context.clock.now());
        await inTime(context, context.assertSchemaIsCurrent());
        return body.tenantId === null
          ? runForEveryTenant(context, { jobType, body, request, reply })
          : runForTenant(context, { jobType, body: { ...body, tenantId: body.tenantId }, request, reply });
      });
    }
  });
}

async function runForEveryTenant(
  context: ApiContext,
  { jobType, body, request, reply }: { jobType: JobType; body: JobBody; request: FastifyRequest; reply: FastifyReply },
): Promise<FastifyReply> {
  const { db, runner, clock } = context;
  const tenants = await inTime(context, listTenants(db, { activeOnly: true }));
  if (jobType === 'rebuild-daily-metrics') {
    // All before the first: "today" differs by zone, and a refused call must have started nothing.
    const window = jobDefinitions[jobType].params.parse(body.params);
    for (const { timeZone } of tenants) resolveRebuildWindow(window, businessDayOf(clock.now(), timeZone));
  }
  const runs: { tenantId: string; jobLogId: string }[] = [];
  for (const { tenantId } of tenants) {
    const { slot, params } = body;
    const asked = { jobType, tenantId, params, slot, trigger: 'api', traceparent: traceparentOf(request) } as const;
    const submitted = await inTime(context, runner.submit(asked));
    letRun(submitted);
    noteRun(request, submitted);
    runs.push({ tenantId, jobLogId: submitted.run.jobLogId });
  }
  return reply.code(202).send({ runs });
}

async function runForTenant(
  context: ApiContext,
  call: { jobType: JobType; body: JobBody & { tenantId: string }; request: FastifyRequest; reply: FastifyReply },
): Promise<FastifyReply> {
  const { jobType, body, request, reply } = call;
  const asked = { jobType, ...body, trigger: 'api', traceparent: traceparentOf(request) } as const;
  const submitted = await inTime(context, context.runner.submit(asked));
  letRun(submitted);
  noteRun(request, submitted);
  const { run, duplicate, finished } = submitted;
  if (duplicate && isOver(context, run)) return answerEnded(reply, run, duplicate);
  if (prefersAsync(request)) return answerAccepted(reply.header('preference-applied', 'respond-async'), run, duplicate);
  try {
    const signals = [context.stopping, goneSignal(reply)];
    const limit_ms = context.answerWithin_ms ?? ANSWER_WITHIN_MS;
    const ended = await waitForEnd(finished, { limit_ms, signals });
    if (ended) return answerEnded(reply, ended, duplicate);
  } catch (thrown) {
    const error = toApiError(thrown);
    request.log.error({ err: error, jobLogId: run.jobLogId }, 'the end of a run is not known');
    const problem = { ...toProblem(error), jobLogId: run.jobLogId, errorCode: error.code, duplicate };
    return sendProblem(reply, problem, { isPassing: problem.status === 503 });
  }
  const newest = await inTime(context, findNewestAttempt(context.db, run.tenantId, run.jobLogId)).catch(() => null);
  const latest = newest ?? run;
  return isOver(context, latest) ? answerEnded(reply, latest, duplicate) : answerAccepted(reply, latest, duplicate);
}

/** An attempt that failed does not end its run while the next one is owed. */
function isOver({ clock }: ApiContext, run: JobRun): boolean {
  return run.completedAt !== null && !mayGoOn(run, { now: clock.now(), lease_ms: defaultRunTimings.lease_ms });
}

/** Nobody may be waiting when a run's end becomes known or unknown; that must not bring the process down. */
function letRun({ finished }: SubmittedRun): void {
  finished.catch(() => undefined);
}

/** The line that joins the request's lines to those of its run. */
function noteRun({ log }: FastifyRequest, { run, duplicate }: SubmittedRun): void {
  const { jobLogId, tenantId, jobType } = run;
  log.info({ jobLogId, tenantId, jobType, duplicate }, 'run asked for');
}

/** W3C trace context: the run goes on with the trace of whoever asked for it. */
function traceparentOf({ headers: { traceparent } }: FastifyRequest): string | null {
  return typeof traceparent === 'string' ? traceparent : null;
}

/** Aborts when the caller hangs up: then nobody is waiting any more. */
function goneSignal(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return gone.signal;
}

function prefersAsync(request: FastifyRequest): boolean {
  const preferences = [request.headers.prefer ?? []].flat().join(',').toLowerCase().split(/[,;]/);
  return preferences.some((one) => one.trim() === 'respond-async');
}
