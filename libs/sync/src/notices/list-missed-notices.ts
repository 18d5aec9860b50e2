import { type Database, query } from '@pulso/database';

/** What was lost of one connection's notices. */
export interface MissedNotices {
  tenantId: string;
  connectionId: string;
  /** Notices that Mercado Livre gave up on and of whose thing nothing had come to our callback. */
  missed: number;
  /** When a reading of the feed found the newest of them, ISO 8601. */
  lastFoundAt: string;
}

/**
 * Connections whose notices were lost, as far as the feed of missed notices named them: for whoever watches over the callback. What they
 * point to is read all the same; a connection without a loss is not in it.
 * @param since readings from this instant on count; at most seven days are remembered
 */
export async function listMissedNotices(db: Database, since: Date): Promise<MissedNotices[]> {
  const rows = await query<{ tenant_id: string; connection_id: string; missed: number; last_found_at: Date }>(
    db,
    `select tenant_id, connection_id, count(*)::int as missed, max(found_at) as last_found_at
     from missed_notices where not had_come and found_at >= $1
     group by tenant_id, connection_id order by tenant_id, connection_id`,
    { bind: [since] },
  );
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    connectionId: row.connection_id,
    missed: row.missed,
    lastFoundAt: row.last_found_at.toISOString(),
  }));
}
