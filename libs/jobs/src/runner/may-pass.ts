import { errorTable } from '@pulso/domain';
import type { JobRun } from '@pulso/job-log';

/** Whether another attempt may succeed without anybody doing anything (contract 4). */
export function mayPass({ status, errorCode }: Pick<JobRun, 'status' | 'errorCode'>): boolean {
  if (status === 'ABANDONED') return true;
  if (status !== 'FAILED' || errorCode === null || !Object.hasOwn(errorTable, errorCode)) return false;
  return errorTable[errorCode as keyof typeof errorTable].isTransient;
}
