import { ATTEMPTS_MAX, type JobRun } from '@pulso/job-log';
import { mayPass } from './may-pass.ts';

/**
 * Whether the next attempt of an ended run is still to come: it begins after a pause, or once somebody has noticed a death. After a lease
 * none comes any more, because the last process may have gone.
 */
export function mayGoOn(
  { completedAt, ...run }: Pick<JobRun, 'status' | 'errorCode' | 'attempt' | 'completedAt' | 'metadata'>,
  { now, lease_ms }: { now: Date; lease_ms: number },
): boolean {
  if (completedAt === null || typeof run.metadata.continuedBy === 'string') return false;
  return mayPass(run) && run.attempt < ATTEMPTS_MAX && now.getTime() - Date.parse(completedAt) < lease_ms;
}
