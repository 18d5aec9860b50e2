import { type Database, query } from '@pulso/database';
import { JOB_RUN_COLUMNS, type JobRun, type JobRunRow, toJobRun } from './job-run.ts';

/** The run with this id, of whatever tenant; null when there is none. */
export async function findJobRun(db: Database, jobLogId: string): Promise<JobRun | null> {
  const [row] = await query<JobRunRow>(db, `select ${JOB_RUN_COLUMNS} from job_logs where id = $1`, {
    bind: [jobLogId],
  });
  return row ? toJobRun(row) : null;
}
