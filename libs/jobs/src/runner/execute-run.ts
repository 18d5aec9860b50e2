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
import { skipped } from '../handlers/job-handler.ts';
import { isJobType } from '../job-definitions.ts';
import type { JobDeps } from '../job-deps.ts';
import type { RunTimings } from './run-timings.ts';
import { startHeart } from './start-heart.ts';
import { workRun } from './work-run.ts';

/**
 * Takes an opened run to its end: waits for its turn, works, writes the outcome. While it does, it gives signs of
 * life; a run that was declared dead meanwhile stops and writes nothing more.
 */
export async function executeRun(
  deps: JobDeps,
  {
    run,
    tenant,
    params,
    signal,
    timings,
  }: {
    run: JobRun;
    tenant: Tenant;
    params: object;
    signal: AbortSignal;
    timings: RunTimings;
  },
): Promise<JobRun> {
  const { db, clock } = deps;
  const lost = new AbortController();
  const onLost = () => lost.abort();
  const stop = AbortSignal.any([signal, lost.signal]);
  const heart = startHeart(deps, { run, timings, onLost });
  try {
    const started = await waitForTurn(deps, { run, stop, timings });
    const outcome = started
      ? ((await findCovered(deps, started, params)) ??
        (await workRun(deps, { run: started, tenant, params, signal: stop, report: heart.report, onLost })))
      : interrupted();
    const ended = await finishJobRun(db, run.tenantId, { run, outcome, now: clock.now() });
    const final = ended ?? (await findJobRun(db, run.jobLogId));
    if (!final) throw new AppError('not_found', `The run ${run.jobLogId} is gone`);
    deps.log.info(
      {
        jobLogId: final.jobLogId,
        tenantId: final.tenantId,
        jobType: final.jobType,
        status: final.status,
        durationMs: final.durationMs,
      },
      'run ended',
    );
    return final;
  } finally {
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
async function findCovered({ db }: JobDeps, run: JobRun, params: object): Promise<JobOutcome | null> {
  const coveredBy = (await listRunsBegunSince(db, run.tenantId, run.jobLogId)).find(
    (other) => isJobType(run.jobType) && covers(run.jobType, other.metadata.params, params),
  );
  if (!coveredBy) return null;
  const outcome = skipped('covered');
  return { ...outcome, metadata: { ...outcome.metadata, coveredBy: coveredBy.jobLogId } };
}

function interrupted() {
  return {
    status: 'FAILED' as const,
    recordsProcessed: 0,
    errorCode: 'interrupted' as const,
    errorMessage: 'The run was stopped before its turn came',
    metadata: { result: {} },
  };
}
