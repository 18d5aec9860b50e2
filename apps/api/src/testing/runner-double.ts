import type { Database } from '@pulso/database';
import { finishJobRun, isEnded, type JobOutcome, type JobRun, openJobRun, startJobRun } from '@pulso/job-log';
import type { JobRequest, JobRunner } from '@pulso/jobs';
import { NOW } from './start-test-api.ts';

/** A runner whose runs end when and how a test says. Its rows are real, so reading them is too. */
export interface RunnerDouble extends JobRunner {
  requests: JobRequest[];
  /** Resolves when the next request for a run has arrived. */
  nextRequest(): Promise<void>;
  /** Ends the run of the last request. */
  end(outcome?: Partial<JobOutcome>): Promise<JobRun>;
  /** Loses the run of the last request, as when the database goes away in the middle. */
  lose(error: Error): void;
}

export const GOOD: JobOutcome = {
  status: 'SUCCESS',
  recordsProcessed: 12,
  errorCode: null,
  errorMessage: null,
  metadata: { result: { rowsUpserted: 7 } },
};

export function createRunnerDouble(db: Database): RunnerDouble {
  const requests: JobRequest[] = [];
  let current: { run: JobRun; resolve: (run: JobRun) => void; reject: (error: Error) => void } | null = null;
  let arrived = Promise.withResolvers<void>();
  const latest = () => {
    if (!current) throw new Error('no run was asked for');
    return current;
  };
  return {
    requests,
    nextRequest: () => arrived.promise,
    async submit(request) {
      requests.push(request);
      const { jobType, tenantId, trigger, slot = null } = request;
      const { run, isDuplicate } = await openJobRun(db, tenantId, { jobType, trigger, slot, params: {}, now: NOW });
      if (isDuplicate && isEnded(run.status)) return { run, duplicate: true, finished: Promise.resolve(run) };
      const started = isDuplicate ? run : await startJobRun(db, tenantId, { run, now: NOW });
      const { promise: finished, resolve, reject } = Promise.withResolvers<JobRun>();
      current = { run: started ?? run, resolve, reject };
      arrived.resolve();
      arrived = Promise.withResolvers<void>();
      return { run: started ?? run, duplicate: isDuplicate, finished };
    },
    async end(outcome = {}) {
      const { run, resolve } = latest();
      const now = new Date(NOW.getTime() + 1_500);
      const ended = await finishJobRun(db, run.tenantId, {
        run,
        outcome: { ...GOOD, ...outcome },
        now,
      });
      if (!ended) throw new Error('the run was not ours to end');
      resolve(ended);
      return ended;
    },
    lose: (error) => latest().reject(error),
    watch: () => undefined,
    stop: () => Promise.resolve(),
  };
}
