import type { Database } from '@pulso/database';
import { finishJobRun, isEnded, type JobOutcome, type JobRun, openJobRun, startJobRun } from '@pulso/job-log';
import { defaultRunTimings, type JobRequest, type JobRunner, mayGoOn } from '@pulso/jobs';
import { NOW } from './start-test-api.ts';

/** A runner whose runs end when and how a test says. Its rows are real, so reading them is too. */
export interface RunnerDouble extends JobRunner {
  requests: JobRequest[];
  /** Resolves when the next request for a run has arrived. */
  nextRequest(): Promise<void>;
  /** Ends the run of the last request. */
  end(outcome?: Partial<JobOutcome>): Promise<JobRun>;
  /** Fails an attempt of the run of the last request, which goes on. */
  fail(errorCode: NonNullable<JobOutcome['errorCode']>): Promise<JobRun>;
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
  const finish = async (run: JobRun, outcome: Partial<JobOutcome>) => {
    const now = new Date(NOW.getTime() + 1_500);
    const ended = await finishJobRun(db, run.tenantId, { run, outcome: { ...GOOD, ...outcome }, now });
    if (!ended) throw new Error('the run was not ours to end');
    return ended;
  };
  return {
    requests,
    nextRequest: () => arrived.promise,
    async submit(request) {
      requests.push(request);
      const { jobType, tenantId, trigger, slot = null } = request;
      const { run, isDuplicate } = await openJobRun(db, tenantId, { jobType, trigger, slot, params: {}, now: NOW });
      if (isDuplicate && isEnded(run.status)) {
        const isOver = !mayGoOn(run, { now: NOW, lease_ms: defaultRunTimings.lease_ms });
        return { run, duplicate: true, finished: isOver ? Promise.resolve(run) : new Promise(() => undefined) };
      }
      const started = isDuplicate ? run : await startJobRun(db, tenantId, { run, now: NOW });
      const { promise: finished, resolve, reject } = Promise.withResolvers<JobRun>();
      current = { run: started ?? run, resolve, reject };
      arrived.resolve();
      arrived = Promise.withResolvers<void>();
      return { run: started ?? run, duplicate: isDuplicate, finished };
    },
    async end(outcome = {}) {
      const { run, resolve } = latest();
      const ended = await finish(run, outcome);
      resolve(ended);
      return ended;
    },
    fail: (errorCode) => finish(latest().run, { status: 'FAILED', errorCode, errorMessage: 'It broke' }),
    lose: (error) => latest().reject(error),
    watch: () => undefined,
    stop: () => Promise.resolve(),
  };
}
