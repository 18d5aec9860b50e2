import { type Database, query } from '@pulso/database';
import { declaredDead, isSilent } from './death.ts';
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
       select tenant_id, id from job_logs
       where (tenant_id, id) in (select tenant_id, id from asked) and ${isSilent('$3')}
       for no key update skip locked
     ), dead as (
       update job_logs
       set ${declaredDead('$4')}
       where (tenant_id, id) in (select tenant_id, id from silent)
       returning *
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
