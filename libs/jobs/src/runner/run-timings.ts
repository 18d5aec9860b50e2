import type { JobType } from '../job-definitions.ts';

/** How a run shows that it lives, and how long others believe it. */
export interface RunTimings {
  heartbeat_ms: number;
  /** How often new progress is written for the screen. */
  progress_ms: number;
  /** Without a heartbeat for this long, a run's process counts as dead. */
  lease_ms: number;
  /** How often a waiting run looks whether its turn has come. */
  poll_ms: number;
  /** Ceiling of the wait before the second attempt; the one before the third is twice as high. */
  retry_ms: number;
  /** How often a process looks for runs that others left behind. */
  watch_ms: number;
  /** How long one attempt may work, where it is not as in `longestRuns_ms`. */
  longestRun_ms?: number;
}

const HOUR_MS = 3_600_000;

/**
 * How long one attempt of each job may work; the next goes on from what it stored. The first sync of a large account makes
 * some hundred thousand calls, ten a second; a rebuild of 1,096 days takes minutes.
 */
export const longestRuns_ms: Record<JobType, number> = {
  'sync-mercadolivre': 12 * HOUR_MS,
  'rebuild-daily-metrics': HOUR_MS,
  'read-notices': HOUR_MS,
  housekeeping: HOUR_MS,
};

export const defaultRunTimings: RunTimings = {
  heartbeat_ms: 5_000,
  progress_ms: 1_000,
  lease_ms: 30_000,
  poll_ms: 200,
  retry_ms: 4_000,
  watch_ms: 10_000,
};
