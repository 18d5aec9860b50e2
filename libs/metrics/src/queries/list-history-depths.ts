import { type Database, query, readSql } from '@pulso/database';
import type { BusinessDay } from '@pulso/domain';

const sql = readSql(new URL('./list-history-depths.sql', import.meta.url));

/** How far back the numbers of a connection reach. */
export interface HistoryDepth {
  connectionId: string;
  firstDay: BusinessDay;
  lastDay: BusinessDay;
  /** Days with numbers, from the first to the last. */
  knownDays: number;
}

interface Row {
  connection_id: string;
  first_day: BusinessDay;
  last_day: BusinessDay;
  known_days: number;
}

/** Of each connection of the tenant that has numbers, in no order. */
export async function listHistoryDepths(db: Database, tenantId: string): Promise<HistoryDepth[]> {
  const rows = await query<Row>(db, sql, { bind: [tenantId] });
  return rows.map((row) => ({
    connectionId: row.connection_id,
    firstDay: row.first_day,
    lastDay: row.last_day,
    knownDays: row.known_days,
  }));
}
