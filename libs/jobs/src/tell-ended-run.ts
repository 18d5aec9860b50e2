import type { JobRun } from '@pulso/job-log';

/** How a run ended well, as every trigger is told it: what its job adds, then what is common to all (contract 3, 5). */
export interface EndedRun {
  [added: string]: unknown;
  success: boolean;
  status: JobRun['status'];
  jobLogId: string;
  duplicate: boolean;
  /** milliseconds */
  duration: number;
  recordsProcessed: number;
}

/** @param duplicate the run belongs to an earlier call */
export function tellEndedRun(run: JobRun, duplicate: boolean): EndedRun {
  const { result, missing, reason } = run.metadata;
  return {
    ...(typeof result === 'object' ? result : {}),
    ...(missing === undefined ? {} : { missing }),
    ...(reason === undefined ? {} : { reason }),
    success: run.status === 'SUCCESS' || run.status === 'PARTIAL' || run.status === 'SKIPPED',
    status: run.status,
    jobLogId: run.jobLogId,
    duplicate,
    duration: run.durationMs ?? 0,
    recordsProcessed: run.recordsProcessed,
  };
}
