import type { SourceName } from '@pulso/domain';

/** What is looked at to tell whether something is wrong for a tenant. */
export interface ObservedTenant {
  tenantId: string;
  isPaused: boolean;
  /** Those that are not disconnected. */
  connections: ObservedConnection[];
  /** Jobs whose newest end was a failure. */
  failingJobs: FailingJob[];
}

export interface ObservedConnection {
  connectionId: string;
  /** What the seller is called at Mercado Livre, else their number. */
  seller: string;
  isActive: boolean;
  /** Why the seller has to authorise again, in Portuguese; null = no cause is known, or none is needed. */
  statusReason: string | null;
  statusAt: Date;
  createdAt: Date;
  sources: ObservedSource[];
  notices: ObservedNotices;
}

export interface ObservedSource {
  source: SourceName;
  coveredThrough: Date | null;
  lastSuccessAt: Date | null;
}

/** Failures of one job since its last good end. */
export interface FailingJob {
  jobType: string;
  failures: number;
  /** The highest attempt among them. */
  attempt: number;
  firstFailedAt: Date;
  lastFailedAt: Date;
  errorCode: string | null;
}

export interface ObservedNotices {
  /** Notices that came and were not read yet. */
  waiting: number;
  /** When the oldest of them came; null = none waits. */
  waitingSince: Date | null;
  /** Notices that only Mercado Livre's feed of missed ones brought, of the last two hours. */
  missed: number;
  /** When the oldest of those was found; null = none was. */
  missedSince: Date | null;
}
