import { type Database, query, readSql } from '@pulso/database';

const sql = readSql(new URL('./read-runs-mark.sql', import.meta.url));

/** So many are looked at, newest first; an older one that has not ended is among the living. */
const RUNS_MAX = 50;

/**
 * A mark of how the tenant's runs stand. Where it is the same in a database and in its replica, the replica has all that the runs wrote that
 * have ended: an end is written last. No clock is asked, since ends of several machines need not be in the order of time.
 */
export async function readRunsMark(db: Database, tenantId: string): Promise<string> {
  const [row] = await query<{ mark: string | null }>(db, sql, { bind: [tenantId, RUNS_MAX] });
  return row?.mark ?? 'none';
}
