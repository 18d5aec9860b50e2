import { type Database, query } from '@pulso/database';

/** So many runs are looked at, newest first, so that the question costs the same after years. */
const RUNS_MAX = 200;

/** When a run of the tenant last ended, of whatever job and however it ended; null when none of the newest has. */
export async function findLastEnd(db: Database, tenantId: string): Promise<Date | null> {
  const [row] = await query<{ last_end: Date | null }>(
    db,
    `select max(completed_at) as last_end from (
       select completed_at from job_logs where tenant_id = $1 order by created_at desc, id desc limit $2
     ) newest`,
    { bind: [tenantId, RUNS_MAX] },
  );
  return row?.last_end ?? null;
}
