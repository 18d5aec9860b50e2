import { type Database, query } from '@pulso/database';
import { JOB_RUN_COLUMNS, type JobRun, type JobRunRow, toJobRun } from './job-run.ts';

/** The newest run of each job of each given tenant. */
export async function listLastRuns(db: Database, tenantIds: readonly string[]): Promise<JobRun[]> {
  const rows = await query<JobRunRow>(
    db,
    `select distinct on (tenant_id, job_type) ${JOB_RUN_COLUMNS}
     from job_logs where tenant_id = any ($1::uuid[])
     order by tenant_id, job_type, created_at desc, id desc`,
    { bind: [[...tenantIds]] },
  );
  return rows.map(toJobRun);
}
