import type { JobRun } from '@pulso/job-log';

/** Everybody who waits for one run. */
export interface Waiting {
  /** As it was seen last. */
  run: JobRun;
  /** On the monotonic clock: when it was first seen ended without the successor that it ought to have. */
  endedSince_ms: number | null;
}

/** Those who wait in this process, by the run they wait for. Whoever waits for the same run shares one answer. */
export interface WaitingRoom {
  list(): Waiting[];
  enter(run: JobRun): Promise<JobRun>;
  /** They wait for the next attempt from now on, with those who do already. */
  moveOn(jobLogId: string, next: JobRun): void;
  end(jobLogId: string, run: JobRun): void;
  fail(jobLogId: string, error: unknown): void;
}

export function createWaitingRoom(): WaitingRoom {
  const byRun = new Map<string, Waiting & { result: PromiseWithResolvers<JobRun> }>();
  const leave = (jobLogId: string) => {
    const waiting = byRun.get(jobLogId);
    byRun.delete(jobLogId);
    return waiting?.result;
  };
  const enter = (run: JobRun) => {
    const known = byRun.get(run.jobLogId);
    if (known) return known.result.promise;
    const result = Promise.withResolvers<JobRun>();
    // Nobody may be waiting any more when it fails; that must not bring the process down.
    result.promise.catch(() => undefined);
    byRun.set(run.jobLogId, { run, endedSince_ms: null, result });
    return result.promise;
  };
  return {
    list: () => [...byRun.values()],
    enter,
    moveOn: (jobLogId, next) => leave(jobLogId)?.resolve(enter(next)),
    end: (jobLogId, run) => leave(jobLogId)?.resolve(run),
    fail: (jobLogId, error) => leave(jobLogId)?.reject(error),
  };
}
