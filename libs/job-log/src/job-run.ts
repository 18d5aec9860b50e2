/**
 * QUEUED accepted, not begun · RUNNING heartbeat recent · SUCCESS all that was owed is read · PARTIAL something owed was
 * not read, named in `metadata.missing` · SKIPPED nothing to do, with `metadata.reason` · FAILED with a code ·
 * ABANDONED the process died, outcome unknown (contract 4).
 */
export const jobStatuses = ['QUEUED', 'RUNNING', 'SUCCESS', 'PARTIAL', 'SKIPPED', 'FAILED', 'ABANDONED'] as const;
export type JobStatus = (typeof jobStatuses)[number];

/** Who asked: POST, button, `scheduler start` or `run --slot`, a made-up slot, `run` without slot, a notice. */
export const jobTriggers = ['api', 'manual', 'schedule', 'catch-up', 'cli', 'webhook'] as const;
export type JobTrigger = (typeof jobTriggers)[number];

/** One attempt of one run, as the outside sees it (contract 3, "Reading"); instants are ISO 8601. */
export interface JobRun {
  jobLogId: string;
  tenantId: string;
  jobType: string;
  status: JobStatus;
  trigger: JobTrigger;
  slot: string | null;
  attempt: number;
  startedAt: string | null;
  completedAt: string | null;
  durationMs: number | null;
  recordsProcessed: number;
  errorCode: string | null;
  errorMessage: string | null;
  metadata: Record<string, unknown>;
}

export function isEnded(status: JobStatus): boolean {
  return status !== 'QUEUED' && status !== 'RUNNING';
}

export interface JobRunRow {
  id: string;
  tenant_id: string;
  job_type: string;
  status: JobStatus;
  trigger: JobTrigger;
  slot: Date | null;
  attempt: number;
  started_at: Date | null;
  completed_at: Date | null;
  duration_ms: number | null;
  records_processed: number;
  error_code: string | null;
  error_message: string | null;
  metadata: Record<string, unknown>;
}

export const JOB_RUN_COLUMNS = `id, tenant_id, job_type, status, trigger, slot, attempt, started_at, completed_at,
  duration_ms, records_processed, error_code, error_message, metadata`;

export function toJobRun(row: JobRunRow): JobRun {
  return {
    jobLogId: row.id,
    tenantId: row.tenant_id,
    jobType: row.job_type,
    status: row.status,
    trigger: row.trigger,
    slot: row.slot?.toISOString() ?? null,
    attempt: row.attempt,
    startedAt: row.started_at?.toISOString() ?? null,
    completedAt: row.completed_at?.toISOString() ?? null,
    durationMs: row.duration_ms,
    recordsProcessed: row.records_processed,
    errorCode: row.error_code,
    errorMessage: row.error_message,
    metadata: row.metadata,
  };
}
