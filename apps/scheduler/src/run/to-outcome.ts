import type { JobRun, JobStatus } from '@pulso/job-log';

/** How the run of one tenant ended: the answer of the job endpoint, with the tenant (contract 3, 5). */
export interface Outcome {
  [field: string]: unknown;
  tenantId: string;
  success: boolean;
  status: JobStatus;
  errorCode?: string | null;
}

/** @param duplicate the run belongs to an earlier call with the same slot */
export function toOutcome(run: JobRun, duplicate: boolean): Outcome {
  const { result, missing, reason } = run.metadata;
  const success = run.status === 'SUCCESS' || run.status === 'PARTIAL' || run.status === 'SKIPPED';
  return {
    tenantId: run.tenantId,
    ...(typeof result === 'object' ? result : {}),
    ...(missing === undefined ? {} : { missing }),
    ...(reason === undefined ? {} : { reason }),
    success,
    status: run.status,
    jobLogId: run.jobLogId,
    duplicate,
    duration: run.durationMs ?? 0,
    recordsProcessed: run.recordsProcessed,
    ...(success ? {} : { errorCode: run.errorCode, errorMessage: run.errorMessage }),
  };
}
