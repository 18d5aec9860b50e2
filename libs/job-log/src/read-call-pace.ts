import { type Database, query } from '@pulso/database';

const RUNS_MOST = 10;

/**
 * What a call of this tenant's syncs took, waiting and storing included: the median of the last ten runs that ended well.
 * @returns milliseconds per call; null without such a run
 */
export async function readCallPace(
  db: Database,
  tenantId: string,
  { jobType }: { jobType: string },
): Promise<number | null> {
  const [pace] = await query<{ pace_ms: number | null }>(
    db,
    `select percentile_cont(0.5) within group (order by duration_ms / calls) as pace_ms
     from (
       select duration_ms::float8 as duration_ms, (metadata #>> '{result,apiCalls}')::float8 as calls
       from job_logs
       where tenant_id = $1 and job_type = $2 and status in ('SUCCESS', 'PARTIAL') and duration_ms > 0
         and (metadata #>> '{result,apiCalls}')::int > 0
       order by created_at desc
       limit $3
     ) as last_runs`,
    { bind: [tenantId, jobType, RUNS_MOST] },
  );
  return pace?.pace_ms ?? null;
}
