import { type Database, type QueryOptions, query } from '@pulso/database';

/** Notices that wait to be read, of active tenants and connections. */
export interface NoticeFigures {
  /** At most `WAITING_COUNTED_MAX`. */
  waiting: number;
  /** Since when the oldest of them waits; null when none does. */
  oldestAt: Date | null;
}

/** More than this is one message: too many. */
const WAITING_COUNTED_MAX = 10_000;

/** Reads the waiting notices through their own index, of which this goes through a bounded part. */
export async function readNoticeFigures(
  db: Database,
  { transaction }: Pick<QueryOptions, 'transaction'> = {},
): Promise<NoticeFigures> {
  const [row] = await query<{ waiting: number; oldest_at: Date | null }>(
    db,
    `select count(*)::int as waiting, min(received_at) as oldest_at
     from (
       select n.received_at from notices n
       join tenants t using (tenant_id)
       join connections c using (tenant_id, connection_id)
       where n.read_at is null and t.paused_at is null and c.status = 'active'
       limit $1
     ) as counted`,
    { bind: [WAITING_COUNTED_MAX], transaction },
  );
  return { waiting: row?.waiting ?? 0, oldestAt: row?.oldest_at ?? null };
}
