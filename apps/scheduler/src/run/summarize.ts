import type { JobStatus } from '@pulso/job-log';
import type { Outcome } from './to-outcome.ts';

/** The last line of a run over several tenants. */
export interface Summary {
  success: boolean;
  /** FAILED when any failed, else PARTIAL when any is partial; SKIPPED only when nobody had anything to do. */
  status: JobStatus;
  runs: Record<string, unknown>[];
}

const BRIEF = ['tenantId', 'status', 'jobLogId', 'duplicate', 'recordsProcessed', 'reason', 'errorCode'];

/** @param isComplete false when the command was stopped before every tenant had its turn */
export function summarize(outcomes: readonly Outcome[], isComplete: boolean): Summary {
  const some = (status: JobStatus) => outcomes.some((one) => one.status === status);
  const success = isComplete && outcomes.every((one) => one.success);
  const good = some('PARTIAL') ? 'PARTIAL' : some('SUCCESS') ? 'SUCCESS' : 'SKIPPED';
  return { success, status: success ? good : 'FAILED', runs: outcomes.map(briefly) };
}

function briefly(outcome: Outcome): Record<string, unknown> {
  return Object.fromEntries(BRIEF.filter((field) => field in outcome).map((field) => [field, outcome[field]]));
}
