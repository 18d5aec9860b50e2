import { type Database, query } from '@pulso/database';
import { JOB_RUN_COLUMNS, type JobRun, type JobRunRow, toJobRun } from './job-run.ts';

/** The newest attempt of the run to which this one belongs, as it stands now; null when there is none. */
export async function findNewestAttempt(db: Database, tenantId: string, jobLogId: string): Promise<JobRun | null> {
  const [row] = await query<JobRunRow>(
    db,
    `with recursive attempts as (
       select * from job_logs where tenant_id = $1 and id = $2
       union all
       select next.* from attempts a
       join job_logs next on next.tenant_id = $1 and next.id = (a.metadata ->> 'continuedBy')::uuid
     )
     select ${JOB_RUN_COLUMNS} from attempts order by attempt desc limit 1`,
    { bind: [tenantId, jobLogId] },
  );
  return row ? toJobRun(row) : null;
}
