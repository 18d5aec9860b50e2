import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '@pulso/domain';
import { ATTEMPTS_MAX, checkJobRuns, isEnded, type JobRun } from '@pulso/job-log';
import type { JobDeps } from '../job-deps.ts';
import { createWaitingRoom, type Waiting } from './create-waiting-room.ts';
import { mayGoOn } from './may-go-on.ts';
import { mayPass } from './may-pass.ts';
import type { RunTimings } from './run-timings.ts';

/** Waits for runs that another caller or process works on. */
export interface RunFollower {
  /**
   * @returns the newest attempt as it ended; when this process stops first, the run as it was seen last
   * @throws AppError `database_unavailable`
   */
  follow(run: JobRun): Promise<JobRun>;
}

/**
 * Follows runs for everybody who waits in this process: one statement per look, however many callers and runs there
 * are, and none while nobody waits. A waiting caller holds no connection.
 * @param options.signal ends the waiting when this process stops
 */
export function createRunFollower(
  deps: JobDeps,
  { timings, signal }: { timings: RunTimings; signal: AbortSignal },
): RunFollower {
  const room = createWaitingRoom();
  let isLooking = false;

  const takeIn = (waiting: Waiting, run: JobRun | undefined) => {
    const { jobLogId } = waiting.run;
    if (!run) return room.fail(jobLogId, new AppError('not_found', `The run ${jobLogId} is gone`));
    const { continuedBy } = run.metadata;
    if (typeof continuedBy === 'string') return room.moveOn(jobLogId, nextAttempt(run, continuedBy));
    waiting.run = run;
    if (isEnded(run.status) && !isToBeContinued(waiting, timings.lease_ms)) room.end(jobLogId, run);
  };
  const look = async () => {
    const open = room.list();
    const asked = open.map(({ run }) => run);
    const seen = await checkJobRuns(deps.db, asked, { lease_ms: timings.lease_ms, now: deps.clock.now() });
    const byId = new Map(seen.map((run) => [run.jobLogId, run]));
    for (const waiting of open) takeIn(waiting, byId.get(waiting.run.jobLogId));
  };
  const lookOn = async () => {
    isLooking = true;
    while (room.list().length > 0) {
      await wait(timings.poll_ms, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) for (const { run } of room.list()) room.end(run.jobLogId, run);
      else {
        await look().catch((error: unknown) => {
          for (const { run } of room.list()) room.fail(run.jobLogId, error);
        });
      }
    }
    isLooking = false;
  };

  return {
    follow(run) {
      if (isOver(run, { now: deps.clock.now(), lease_ms: timings.lease_ms })) return Promise.resolve(run);
      const end = room.enter(run);
      if (!isLooking) void lookOn();
      return end;
    },
  };
}

/**
 * The next attempt begins after a pause, or once somebody has noticed a death; that is waited for, but no longer than a
 * lease, because the last process may have gone.
 */
function isToBeContinued(waiting: Waiting, lease_ms: number): boolean {
  if (!mayPass(waiting.run) || waiting.run.attempt >= ATTEMPTS_MAX) return false;
  waiting.endedSince_ms ??= performance.now();
  return performance.now() - waiting.endedSince_ms < lease_ms;
}

/** Whether nothing more is to come of a run; one that ended long ago without a successor gets none any more. */
function isOver(run: JobRun, at: { now: Date; lease_ms: number }): boolean {
  return run.completedAt !== null && typeof run.metadata.continuedBy !== 'string' && !mayGoOn(run, at);
}

/** As much as is known of an attempt by its being named. */
function nextAttempt(run: JobRun, jobLogId: string): JobRun {
  const untold = { startedAt: null, completedAt: null, durationMs: null, errorCode: null, errorMessage: null };
  return { ...run, ...untold, jobLogId, status: 'QUEUED', attempt: run.attempt + 1, recordsProcessed: 0, metadata: {} };
}
