import { type Database, type QueryOptions, query, readSql } from '@pulso/database';
import { isEnded, type JobStatus, jobStatuses } from '../job-run.ts';

const sql = readSql(new URL('./read-run-figures.sql', import.meta.url));

/** The runs of all tenants, as operators watch them. */
export interface RunFigures {
  /** Within the last hour; `errorCode` is empty for runs without one. */
  ended: { jobType: string; status: JobStatus; errorCode: string; runs: number }[];
  /** QUEUED and RUNNING; a job without any is left out. */
  living: { jobType: string; status: JobStatus; runs: number }[];
  /** The newest end as SUCCESS or PARTIAL; a job that never ended so is left out. */
  lastGood: { jobType: string; at: Date }[];
}

interface Row {
  figure: 'ended' | 'living' | 'last good';
  job_type: string;
  status: JobStatus;
  error_code: string;
  runs: number;
  at: Date | null;
}

/**
 * Reads these figures in one statement, whose cost does not grow with the number of stored runs.
 * @param options.jobTypes which jobs are told of
 */
export async function readRunFigures(
  db: Database,
  { jobTypes, now, transaction }: { jobTypes: readonly string[]; now: Date } & Pick<QueryOptions, 'transaction'>,
): Promise<RunFigures> {
  const bind = [jobTypes, jobStatuses.filter(isEnded), now];
  const rows = await query<Row>(db, sql, { bind, transaction });
  const of = (figure: Row['figure']) => rows.filter((row) => row.figure === figure);
  return {
    ended: of('ended').map(({ job_type: jobType, status, error_code: errorCode, runs }) => ({
      jobType,
      status,
      errorCode,
      runs,
    })),
    living: of('living').map(({ job_type: jobType, status, runs }) => ({ jobType, status, runs })),
    lastGood: of('last good').flatMap(({ job_type: jobType, at }) => (at === null ? [] : [{ jobType, at }])),
  };
}
