import { type Database, query } from '@pulso/database';
import { JOB_RUN_COLUMNS, type JobRun, type JobRunRow, toJobRun } from './job-run.ts';

/** The runs of the same job that began after the given one was accepted and brought everything, oldest first. */
export async function listRunsBegunSince(db: Database, tenantId: string, jobLogId: string): Promise<JobRun[]> {
  const rows = await query<JobRunRow>(
    db,
    `select ${JOB_RUN_COLUMNS} from job_logs r
     where r.tenant_id = $1 and r.id <> $2 and r.status = 'SUCCESS'
       and exists (
         select from job_logs mine
         where mine.tenant_id = $1 and mine.id = $2 and mine.job_type = r.job_type and r.started_at > mine.created_at
       )
     order by r.started_at limit 20`,
    { bind: [tenantId, jobLogId] },
  );
  return rows.map(toJobRun);
}
