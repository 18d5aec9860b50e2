import { setTimeout as wait } from 'node:timers/promises';
import type { Tenant } from '@pulso/connections';
import { AppError } from '@pulso/domain';
import {
  abandonDeadJobRuns,
  findJobRun,
  finishJobRun,
  type JobOutcome,
  type JobRun,
  listRunsBegunSince,
  startJobRun,
} from '@pulso/job-log';
import { covers } from '../covers.ts';
import { failed, skipped } from '../handlers/job-handler.ts';
import { tellNothingDone } from '../handlers/tell-nothing-done.ts';
import { isJobType, type JobParams, type JobType } from '../job-definitions.ts';
import type { JobDeps } from '../job-deps.ts';
import { type RunWatch, watchRun } from '../telemetry/watch-run.ts';
import { longestRuns_ms, type RunTimings } from './run-timings.ts';
import { startHeart } from './start-heart.ts';
import { workRun } from './work-run.ts';

interface Execution {
  run: JobRun;
  tenant: Tenant;
  params: object;
  signal: AbortSignal;
  timings: RunTimings;
  traceparent?: string | null;
}

/**
 * Takes an opened run to its end: waits for its turn, works, writes the outcome. While it does, it gives signs of
 * life; a run that was declared dead meanwhile stops and writes nothing more.
 */
export async function executeRun(deps: JobDeps, execution: Execution): Promise<JobRun> {
  const watch = watchRun(deps, execution);
  try {
    const ended = await workToEnd(watch.deps, execution);
    watch.ended(ended);
    return ended;
  } catch (error) {
    watch.lost(error);
    throw error;
  }
}

async function workToEnd(deps: RunWatch['deps'], { run, tenant, params, signal, timings }: Execution): Promise<JobRun> {
  const { db, clock } = deps;
  const ending = new AbortController();
  const onLost = () => ending.abort();
  const onCancelled = () => ending.abort(new AppError('cancelled', 'Somebody asked for the end of this run'));
  const stop = AbortSignal.any([signal, ending.signal]);
  const heart = startHeart(deps, { run, timings, onLost, onCancelled });
  let deadline: NodeJS.Timeout | undefined;
  try {
    const started = await waitForTurn(deps, { run, stop, timings });
    if (started) deadline = endWhenOverdue(run, { timings, ending });
    const outcome = started
      ? ((await findCovered(deps, { run: started, tenant, params })) ??
        (await workRun(deps, { run: started, tenant, params, signal: stop, report: heart.report, onLost })))
      : failed(reasonOf(stop));
    const ended = await finishJobRun(db, run.tenantId, { run, outcome, now: clock.now() });
    if (ended) deps.heartbeat?.runEnded(ended);
    const final = ended ?? (await findJobRun(db, run.jobLogId));
    if (!final) throw new AppError('not_found', `The run ${run.jobLogId} is gone`);
    return final;
  } finally {
    clearTimeout(deadline);
    heart.stop();
  }
}

async function waitForTurn(
  deps: JobDeps,
  { run, stop, timings }: { run: JobRun; stop: AbortSignal; timings: RunTimings },
): Promise<JobRun | null> {
  for (;;) {
    if (stop.aborted) return null;
    const now = deps.clock.now();
    await abandonDeadJobRuns(deps.db, run.tenantId, { jobType: run.jobType, lease_ms: timings.lease_ms, now });
    const started = await startJobRun(deps.db, run.tenantId, { run, now });
    if (started) return started;
    await wait(timings.poll_ms, undefined, { signal: stop }).catch(() => undefined);
  }
}

/** The outcome of a run whose work was done meanwhile by one that began after it was accepted (contract 3). */
async function findCovered(
  { db, clock }: JobDeps,
  { run, tenant, params }: { run: JobRun; tenant: Tenant; params: object },
): Promise<JobOutcome | null> {
  const coveredBy = (await listRunsBegunSince(db, run.tenantId, run.jobLogId)).find(
    (other) => isJobType(run.jobType) && covers(run.jobType, other.metadata.params, params),
  );
  if (!coveredBy) return null;
  // The params were validated against this very job's schema before its row was opened.
  const asked = { jobType: run.jobType as JobType, params: params as JobParams<JobType> };
  const outcome = skipped('covered', await tellNothingDone({ db, tenant, now: clock.now() }, asked));
  return { ...outcome, metadata: { ...outcome.metadata, coveredBy: coveredBy.jobLogId } };
}

function endWhenOverdue(
  { jobType }: JobRun,
  { timings, ending }: { timings: RunTimings; ending: AbortController },
): NodeJS.Timeout {
  const longest_ms = timings.longestRun_ms ?? longestRuns_ms[jobType as JobType];
  const overdue = new AppError('run_overdue', `The run worked for longer than the ${longest_ms / 1000} s that it may`);
  return setTimeout(() => ending.abort(overdue), longest_ms);
}

function reasonOf({ reason }: AbortSignal): AppError {
  return reason instanceof AppError ? reason : new AppError('interrupted', 'The run was stopped before its turn came');
}
