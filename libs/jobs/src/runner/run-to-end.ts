import { setTimeout as wait } from 'node:timers/promises';
import type { Tenant } from '@pulso/connections';
import { continueJobRun, type JobRun } from '@pulso/job-log';
import type { JobDeps } from '../job-deps.ts';
import { logOfRun } from '../telemetry/watch-run.ts';
import { executeRun } from './execute-run.ts';
import { mayPass } from './may-pass.ts';
import type { RunTimings } from './run-timings.ts';

export interface RunOptions {
  tenant: Tenant;
  params: object;
  /** Aborted when the process stops. */
  signal: AbortSignal;
  timings: RunTimings;
  /** The W3C header of whoever asked for the run; its attempts belong to that trace. */
  traceparent?: string | null;
  /** Told of the attempt whose end is not known, because the database did not answer any more. */
  onLost(run: JobRun): void;
}

/**
 * Takes an opened run to its end, and after a failure that may pass takes its next attempts, with a growing wait between
 * them (contract 4: at most 3).
 * @returns the newest attempt as it ended
 */
export async function runToEnd(deps: JobDeps, run: JobRun, options: RunOptions): Promise<JobRun> {
  let current = run;
  for (;;) {
    const ended = await executeRun(deps, { run: current, ...options }).catch((error: unknown) => {
      options.onLost(current);
      throw error;
    });
    if (!mayPass(ended) || options.signal.aborted) return ended;
    const ceiling_ms = options.timings.retry_ms * 2 ** (ended.attempt - 1);
    // A stop ends the wait; whoever lives then finds the run without a successor only if it was interrupted.
    await wait(ceiling_ms * Math.random(), undefined, { signal: options.signal }).catch(() => undefined);
    if (options.signal.aborted) return ended;
    const next = await continueJobRun(deps.db, run.tenantId, { jobLogId: ended.jobLogId, now: deps.clock.now() });
    if (!next) return ended;
    const { errorCode } = ended;
    logOfRun(deps.log, { run: ended }).warn({ continuedBy: next.jobLogId, errorCode }, 'trying again');
    current = next;
  }
}
