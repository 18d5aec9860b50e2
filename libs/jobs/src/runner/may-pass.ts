import { type AppErrorCode, errorTable } from '@pulso/domain';
import type { JobRun } from '@pulso/job-log';

/** The failures that may be gone by the next attempt. */
export const passingCodes = (Object.keys(errorTable) as AppErrorCode[]).filter((code) => errorTable[code].isTransient);

/** Whether another attempt may succeed without anybody doing anything (contract 4). */
export function mayPass({ status, errorCode }: Pick<JobRun, 'status' | 'errorCode'>): boolean {
  if (status === 'ABANDONED') return true;
  return status === 'FAILED' && passingCodes.some((code) => code === errorCode);
}
