import { getTenant } from '@pulso/connections';
import type { Database } from '@pulso/database';
import type { Clock } from '@pulso/domain';
import { findNewestAttempt, type JobRun } from '@pulso/job-log';
import { type JobRunner, paramsOfSlot, toRunError } from '@pulso/jobs';
import type { RunRequest } from './read-run-request.ts';
import { type Outcome, toOutcome } from './to-outcome.ts';

/** What running needs besides the request. */
export interface RunTools {
  db: Database;
  clock: Clock;
  runner: JobRunner;
  /** Aborts when the process is told to stop; the runner stops its own work by itself. */
  signal: AbortSignal;
}

/** Runs the job for one tenant and says how it ended; never throws, because others wait for their turn. */
export async function runTenant(tools: RunTools, request: RunRequest, tenantId: string): Promise<Outcome> {
  const { jobType, slot } = request;
  try {
    const params = await paramsFor(tools, request, tenantId);
    const trigger = slot ? 'schedule' : 'cli';
    const { run, duplicate, finished } = await tools.runner.submit({ jobType, tenantId, params, slot, trigger });
    return toOutcome(await (duplicate ? endOrStop(tools, run, finished) : finished), duplicate);
  } catch (thrown) {
    const { code, message } = toRunError(thrown);
    return { tenantId, success: false, status: 'FAILED', errorCode: code, errorMessage: message };
  }
}

/** A schedule asks for what it asks of `scheduler start`, where and when it is run. */
async function paramsFor({ db, clock }: RunTools, request: RunRequest, tenantId: string): Promise<object> {
  const { schedule } = request;
  if (!schedule) return request.params;
  const { timeZone } = await getTenant(db, tenantId);
  return paramsOfSlot(db, { tenantId, timeZone }, { schedule, now: clock.now() });
}

/** A run that another process works on does not end when ours is told to stop: then it is shown as it stands. */
async function endOrStop({ db, signal }: RunTools, run: JobRun, finished: Promise<JobRun>): Promise<JobRun> {
  const stopped = new Promise<null>((resolve) => {
    if (signal.aborted) resolve(null);
    else signal.addEventListener('abort', () => resolve(null), { once: true });
  });
  const ended = await Promise.race([finished, stopped]);
  return ended ?? (await findNewestAttempt(db, run.tenantId, run.jobLogId)) ?? run;
}
