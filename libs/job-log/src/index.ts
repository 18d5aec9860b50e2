export { abandonDeadJobRuns } from './abandon-dead-job-runs.ts';
export { beatJobRun } from './beat-job-run.ts';
export { findJobRun } from './find-job-run.ts';
export { finishJobRun, type JobOutcome } from './finish-job-run.ts';
export { isEnded, type JobRun, type JobStatus, type JobTrigger, jobStatuses, jobTriggers } from './job-run.ts';
export { type JobRunFilter, listJobRuns } from './list-job-runs.ts';
export { listLastRuns } from './list-last-runs.ts';
export { openJobRun } from './open-job-run.ts';
export { startJobRun } from './start-job-run.ts';
