import { type Database, query } from '@pulso/database';
import { JOB_RUN_COLUMNS, type JobRun, type JobRunRow, toJobRun } from './job-run.ts';

/**
 * How some runs stand now, in one statement however many they are; those of them without a sign of life for longer than
 * the lease, by the database's clock, are declared dead by it.
 * @param runs by tenant and id; one that is gone is missing from the answer
 */
export async function checkJobRuns(
  db: Database,
  runs: readonly Pick<JobRun, 'tenantId' | 'jobLogId'>[],
  { lease_ms, now }: { lease_ms: number; now: Date },
): Promise<JobRun[]> {
  const rows = await query<JobRunRow>(
    db,
    `with asked as (
       select tenant_id, id from unnest($1::uuid[], $2::uuid[]) as given (tenant_id, id)
     ), silent as (
       select j.tenant_id, j.id from job_logs j join asked a on a.tenant_id = j.tenant_id and a.id = j.id
       where j.status in ('QUEUED', 'RUNNING')
         and j.heartbeat_at < clock_timestamp() - make_interval(secs => $3::double precision / 1000)
       for no key update of j skip locked
     ), dead as (
       update job_logs j
       set status = 'ABANDONED', completed_at = $4,
           duration_ms = case when j.started_at is null then 0
             else greatest(0, round(extract(epoch from $4::timestamptz - j.started_at) * 1000))::int end,
           error_code = 'interrupted', error_message = 'The process that ran this gave no sign of life any more'
       from silent s
       where j.tenant_id = s.tenant_id and j.id = s.id
       returning j.*
     )
     select ${JOB_RUN_COLUMNS} from dead
     union all
     select ${JOB_RUN_COLUMNS} from job_logs j
     where exists (select from asked a where a.tenant_id = j.tenant_id and a.id = j.id)
       and not exists (select from dead d where d.tenant_id = j.tenant_id and d.id = j.id)`,
    { bind: [runs.map((run) => run.tenantId), runs.map((run) => run.jobLogId), lease_ms, now] },
  );
  return rows.map(toJobRun);
}
