import { randomUUID } from 'node:crypto';
import type { JobRun } from './job-run.ts';

/** What every statement about a run in progress carries besides the tenant: which attempt of it is meant. */
export type RunClaim = Pick<JobRun, 'jobLogId' | 'attempt'>;

/**
 * Drawn by each process as it begins, and kept in the rows of the attempts that it opens: only it reports their progress,
 * ends them and writes for them, whatever another process believes to work on.
 */
export const ownerToken: string = randomUUID();
