import { type Database, query } from '@pulso/database';
import type { BusinessDay } from '@pulso/domain';
import type { AnnouncedChanges } from './count-announced.ts';

/** How many of a connection's changes notices announced. */
export interface NoticeShare extends AnnouncedChanges {
  connectionId: string;
  /** Since when notices come, ISO 8601; null = none has come yet, and then nothing was counted. */
  noticesSince: string | null;
}

/**
 * Changes of orders, and those that a notice announced, of every connection that is not disconnected. There is a share only where something
 * changed: `announced / changes`, and none for 0 of 0.
 * @param window both days inclusive, in the tenant's zone; the last hour is not counted yet
 */
export async function listNoticeShares(
  db: Database,
  tenantId: string,
  { from, to }: { from: BusinessDay; to: BusinessDay },
): Promise<NoticeShare[]> {
  const rows = await query<{ connection_id: string; notices_since: Date | null; changes: number; announced: number }>(
    db,
    `select
       c.connection_id, c.notices_since,
       coalesce(sum(d.changes), 0)::int as changes, coalesce(sum(d.announced), 0)::int as announced
     from connections c
     left join notice_days d
       on d.tenant_id = c.tenant_id and d.connection_id = c.connection_id and d.day between $2::date and $3::date
     where c.tenant_id = $1 and c.status <> 'disconnected'
     group by c.connection_id, c.notices_since, c.created_at
     order by c.created_at, c.connection_id`,
    { bind: [tenantId, from, to] },
  );
  return rows.map((row) => ({
    connectionId: row.connection_id,
    noticesSince: row.notices_since?.toISOString() ?? null,
    changes: row.changes,
    announced: row.announced,
  }));
}
