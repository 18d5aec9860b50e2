import { type Database, query, write } from '@pulso/database';
import type { NoticeSubject } from '@pulso/meli-client';

/** Something that notices point to and that was not read since. */
export interface WaitingNotice {
  notice_id: string;
  subject_kind: NoticeSubject['kind'];
  subject_id: string;
  /** How many notices of it had come when this was read; more by now = it waits on. */
  times: number;
  /** When the first of them came. */
  received_at: Date;
}

const NOTICES_MAX = 500;

/** The oldest waiting notices of one connection, as many as one run takes on. */
export async function listWaitingNotices(
  db: Database,
  tenantId: string,
  connectionId: string,
): Promise<WaitingNotice[]> {
  return query<WaitingNotice>(
    db,
    `select notice_id, subject_kind, subject_id, times, received_at from notices
     where tenant_id = $1 and connection_id = $2 and read_at is null
     order by received_at, notice_id limit $3`,
    { bind: [tenantId, connectionId, NOTICES_MAX] },
  );
}

/** Active tenants for whose connected sellers notices have waited since `before` or longer. */
export async function listNoticedTenants(db: Database, before: Date): Promise<string[]> {
  const rows = await query<{ tenant_id: string }>(
    db,
    `select distinct n.tenant_id from notices n
     join tenants t using (tenant_id)
     join connections c using (tenant_id, connection_id)
     where n.read_at is null and n.received_at <= $1 and t.paused_at is null and c.status = 'active'`,
    { bind: [before] },
  );
  return rows.map((row) => row.tenant_id);
}

/** Notes how the reading of these notices ended. One that came again meanwhile waits on, because it may tell of a later change. */
export async function closeNotices(
  db: Database,
  tenantId: string,
  { notices, outcome, now }: { notices: readonly WaitingNotice[]; outcome: string; now: Date },
): Promise<void> {
  if (notices.length === 0) return;
  await write(
    db,
    `update notices n set read_at = $2, outcome = $3
     from unnest($4::uuid[], $5::int[]) as seen (notice_id, times)
     where n.tenant_id = $1 and n.notice_id = seen.notice_id and n.times = seen.times and n.read_at is null`,
    {
      bind: [tenantId, now, outcome, notices.map((one) => one.notice_id), notices.map((one) => one.times)],
    },
  );
}
