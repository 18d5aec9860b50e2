import type { Database } from '@pulso/database';
import { AppError, type BusinessDay, type FreshnessPromise, type FreshnessStatus, type SourceName } from '@pulso/domain';

export type JobStatus = 'QUEUED' | 'RUNNING' | 'SUCCESS' | 'PARTIAL' | 'SKIPPED' | 'FAILED' | 'ABANDONED';
export type JobTrigger = 'api' | 'manual' | 'schedule' | 'catch-up' | 'cli' | 'webhook';
export type JobType = 'sync-mercadolivre' | 'rebuild-daily-metrics';

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

export interface JobRunner {
  submit(request: {
    jobType: JobType;
    tenantId: string;
    params: unknown;
    slot?: Date | null;
    trigger: JobTrigger;
  }): Promise<{ run: JobRun; duplicate: boolean; finished: Promise<JobRun> }>;
  stop(): Promise<void>;
}

export interface SourceFreshness {
  connectionId: string;
  source: SourceName;
  coveredThrough: string | null;
  lastSuccessAt: string | null;
  status: FreshnessStatus;
}

export interface TenantFreshness {
  tenantId: string;
  name: string;
  timeZone: string;
  status: FreshnessStatus;
  maxDate: BusinessDay | null;
  today: BusinessDay;
  lagDays: number | null;
  sources: SourceFreshness[];
  lastRuns: {
    jobLogId: string;
    jobType: string;
    status: JobStatus;
    startedAt: string | null;
    completedAt: string | null;
  }[];
}

export async function getFreshness(
  _db: Database,
  _query: { promise: FreshnessPromise; now: Date; tenantId?: string },
): Promise<TenantFreshness[]> {
  throw new AppError('internal', 'not there yet');
}

export async function findJobRun(_db: Database, _jobLogId: string): Promise<JobRun | null> {
  throw new AppError('internal', 'not there yet');
}
