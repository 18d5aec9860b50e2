import { type Database, write } from '@pulso/database';

/** Long enough for whoever is being made known to have become a member. */
const STRANGER_MS = 86_400_000;

const sql = `
  with sessions as (delete from user_sessions where expires_at <= $2 returning 1),
  links as (delete from user_verifications where expires_at <= $2 returning 1),
  waiting as (delete from invitations where tenant_id = $1 and expires_at <= $2 returning 1),
  strangers as (
    delete from users u
    where u.created_at <= $3 and not exists (select from members m where m.user_id = u.id)
    returning 1
  )
  select ((select count(*) from sessions) + (select count(*) from links) + (select count(*) from waiting)
    + (select count(*) from strangers))::int as removed`;

/**
 * Removes what opens nothing any more: sessions, links and invitations that have expired, and people whom no company knows, as when theirs
 * was erased. Sessions, links and people belong to no tenant; whose turn comes first takes those of all.
 * @returns how many rows
 */
export async function forgetSignIns(db: Database, tenantId: string, { now }: { now: Date }): Promise<number> {
  const [gone] = await write<{ removed: number }>(db, sql, {
    bind: [tenantId, now, new Date(now.getTime() - STRANGER_MS)],
  });
  return gone?.removed ?? 0;
}
