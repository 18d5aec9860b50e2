import type { JobRun, JobStatus } from '@pulso/job-log';
import { tellEndedRun } from '@pulso/jobs';

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
  const { errorCode, errorMessage } = run;
  const ended = tellEndedRun(run, duplicate);
  return { tenantId: run.tenantId, ...ended, ...(ended.success ? {} : { errorCode, errorMessage }) };
}
