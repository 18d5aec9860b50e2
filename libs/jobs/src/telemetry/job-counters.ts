import type { JobRun } from '@pulso/job-log';
import type { CallKind, CallReport } from '@pulso/meli-client';

/** Told of what happens in the runs of this process. None of it may throw, or be waited for. */
export interface JobCounters {
  /** Every try of every call to Mercado Livre. */
  countCall(call: CallReport): void;
  /** How long a call waited for its share of the application's allowance. */
  countWait(wait: { kind: CallKind; waited_ms: number }): void;
  /** An attempt that this process ended. */
  countRun(run: JobRun): void;
}
