import { type Database, query, readSql } from '@pulso/database';

const sql = readSql(new URL('./list-sync-targets.sql', import.meta.url));

/** An active tenant with a connection, as far as it decides when its next sync is due. */
export interface SyncTarget {
  tenantId: string;
  timeZone: string;
  /** When the oldest of its connections was made. */
  connectedAt: Date;
  /** The newest slot that a sync of it had, from any trigger; null = none. */
  newestSlot: Date | null;
  /** When the newest of its connections was made that was never synced; null = every one was. */
  unreadSince: Date | null;
}

interface Row {
  tenant_id: string;
  time_zone: string;
  connected_at: Date;
  newest_slot: Date | null;
  unread_since: Date | null;
}

/** Every tenant that the schedule is for; who waits longest comes first. */
export async function listSyncTargets(db: Database): Promise<SyncTarget[]> {
  const rows = await query<Row>(db, sql, { bind: ['sync-mercadolivre'] });
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    timeZone: row.time_zone,
    connectedAt: row.connected_at,
    newestSlot: row.newest_slot,
    unreadSince: row.unread_since,
  }));
}
