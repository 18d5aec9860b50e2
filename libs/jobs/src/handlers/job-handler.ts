import type { Tenant } from '@pulso/connections';
import type { Database } from '@pulso/database';
import type { AppError } from '@pulso/domain';
import type { JobOutcome } from '@pulso/job-log';
import type { Span } from '@pulso/runtime';
import type { JobParams, JobType } from '../job-definitions.ts';
import type { JobDeps } from '../job-deps.ts';

/** One run, as its handler sees it. */
export interface JobContext extends JobDeps {
  /** Facts and metrics are written with it: what it writes is kept only while the run is ours (runner/fence-database.ts). */
  db: Database;
  /** The same database without that question, for what a lost run keeps too: a seller's renewed keys work once. */
  keysDb: Database;
  tenant: Tenant;
  jobLogId: string;
  /** The run's own, to which its calls belong; null or left out = there are no traces. */
  span?: Span | null;
  /** The instant of the run's beginning; stands still while it works. */
  now: Date;
  signal: AbortSignal;
  /** For the screen; the last one given is written with the next heartbeat. */
  report(progress: { phase: string; done: number; total: number | null }): void;
  /** Adds to the run's metadata at once; what the outcome says of the same names takes its place. */
  note(metadata: object): Promise<void>;
}

export type JobHandler<Type extends JobType> = (context: JobContext, params: JobParams<Type>) => Promise<JobOutcome>;

/** A run that ended well: `result` is what the caller of the endpoint gets (contract 3). */
export function success(recordsProcessed: number, result: object): JobOutcome {
  return { status: 'SUCCESS', recordsProcessed, errorCode: null, errorMessage: null, metadata: { result } };
}

/** A run that brought nothing that can be told. */
export function failed({ code, message }: AppError): JobOutcome {
  return { status: 'FAILED', recordsProcessed: 0, errorCode: code, errorMessage: message, metadata: { result: {} } };
}

/** Why a run had nothing to do: `metadata.reason` of what is SKIPPED. A stored name is never changed. */
export const skipReasons = ['no_connection', 'covered'] as const;

/**
 * A run with nothing to do.
 * @param result what the caller of the endpoint gets beside the reason; left out = the job tells nothing but its records
 */
export function skipped(reason: (typeof skipReasons)[number], result: object = {}): JobOutcome {
  return {
    status: 'SKIPPED',
    recordsProcessed: 0,
    errorCode: null,
    errorMessage: null,
    metadata: { reason, result },
  };
}
